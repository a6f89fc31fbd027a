// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// A flow as OCSF 1.5 has it, and all later versions to 1.8: Network Activity, class 4001.
///
/// Process, destination and our own facts are written as an alert's are; the facts stand in
/// `unmapped`, because the class has no evidences.
struct OCSFActivity {
  var parts: OCSFAlert
  let activity: NetworkActivity

  mutating func write(to json: inout JSONWriter) {
    json.beginObject()
    json.fragment(#""class_uid":4001,"class_name":"Network Activity""#)
    json.fragment(#""category_uid":4"#)
    json.fragment(activity.ocsf)
    writeTimes(to: &json)
    json.fragment(Severity.informational.ocsf)
    json.fragment(activity.ocsfStatus)
    if let result = activity.facts.result {
      parts.body.name("status_code", result.rawValue, to: &json)
    }
    json.key("message")
    json.beginString()
    parts.body.message(to: &json)
    json.endString()
    writeMetadata(to: &json)
    json.fragment(parts.shared.device)
    writeActor(to: &json)
    parts.body.name("app_name", activity.facts.server.package, to: &json)
    parts.writeConnection(to: &json)
    parts.writeSource(to: &json)
    parts.writeDestination(to: &json)
    writeTraffic(to: &json)
    parts.writeObservables(to: &json)
    writeFacts(to: &json)
    json.endObject()
  }

  private func writeTimes(to json: inout JSONWriter) {
    let body = parts.body
    json.time("time", body.head.time)
    json.timeText("time_dt", body.head.time)
    json.time("start_time", body.first)
    if activity.stage == .close { json.time("end_time", body.last) }
    if let duration = activity.facts.duration { json.member("duration", duration / 1_000_000) }
    json.member("timezone_offset", body.head.host.timezoneOffset)
  }

  private func writeMetadata(to json: inout JSONWriter) {
    json.key("metadata")
    json.beginObject()
    json.member("version", literal: "1.5.0")
    json.id("uid", parts.body.head.id)
    json.member("sequence", parts.body.head.sequence)
    json.member("event_code", literal: NetworkActivity.code)
    // The alert that it led to, if it did.
    if !activity.facts.rules.isEmpty {
      json.fingerprint("correlation_uid", parts.body.alert.correlation)
    }
    json.fragment(
      parts.body.container == nil
        ? #""profiles":["host","datetime","linux/linux_users"]"#
        : #""profiles":["host","datetime","linux/linux_users","container"]"#)
    json.fragment(OCSFHost.extensions)
    json.fragment(parts.shared.product)
    json.endObject()
  }

  private mutating func writeActor(to json: inout JSONWriter) {
    json.key("actor")
    json.beginObject()
    parts.body.name("app_uid", activity.facts.server.name, to: &json)
    parts.body.name("app_name", activity.facts.server.package, to: &json)
    parts.writeActingProcess(to: &json)
    parts.writeUser(of: activity.facts.process, to: &json)
    json.endObject()
  }

  private func writeTraffic(to json: inout JSONWriter) {
    guard let sent = activity.facts.bytesOut, let received = activity.facts.bytesIn else { return }
    json.key("traffic")
    json.beginObject()
    json.member("bytes_out", sent)
    json.member("bytes_in", received)
    json.member("bytes", sent &+ received)
    json.endObject()
  }

  private mutating func writeFacts(to json: inout JSONWriter) {
    json.key("unmapped")
    json.beginObject()
    json.key("egret")
    json.beginObject()
    parts.body.facts(to: &json)
    json.endObject()
    json.endObject()
  }
}
