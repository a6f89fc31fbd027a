// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// An alert as OCSF 1.5 has it, and all later versions to 1.8: Detection Finding, class 2004.
struct OCSFAlert: ProcessDocument {
  var body: AlertBody
  let shared: OCSFHost

  mutating func write(to json: inout JSONWriter) {
    json.beginObject()
    // First of all: what reads only the beginning of a line looks for the time.
    json.time("time", body.head.time)
    json.timeText("time_dt", body.head.time)
    writeClassification(to: &json)
    writeTimes(to: &json)
    writeVerdict(to: &json)
    json.key("message")
    json.beginString()
    body.message(to: &json)
    json.endString()
    writeMetadata(to: &json)
    writeFindingInformation(to: &json)
    json.fragment(shared.device)
    writeActor(to: &json)
    writeEvidences(to: &json)
    writeObservables(to: &json)
    writeRemediation(to: &json)
    json.endObject()
  }

  /// An update's reader has read it in the alert.
  private mutating func writeRemediation(to json: inout JSONWriter) {
    if body.alert.isUpdate { return }
    json.key("remediation")
    json.beginObject()
    json.key("desc")
    json.beginString()
    body.remediation(to: &json)
    json.endString()
    json.endObject()
  }

  private func writeClassification(to json: inout JSONWriter) {
    json.fragment(#""class_uid":2004,"category_uid":2"#)
    switch body.alert.activity {
    case .create:
      json.fragment(#""activity_id":1,"type_uid":200401"#)
    case .amended, .repeated, .ended:
      json.fragment(#""activity_id":2,"type_uid":200402"#)
    }
  }

  private func writeTimes(to json: inout JSONWriter) {
    if body.alert.isUpdate {
      json.time("start_time", body.first)
      json.time("end_time", body.last)
    }
    json.member("count", body.alert.count)
    json.member("timezone_offset", body.head.host.timezoneOffset)
  }

  private func writeVerdict(to json: inout JSONWriter) {
    json.fragment(body.finding.severity.ocsf)
    json.fragment(#""status_id":1"#)
    if let confidence = body.confidence { json.fragment(confidence) }
    if body.alert.isUpdate {
      json.fragment(#""is_alert":false,"action_id":3"#)
      json.fragment(#""disposition_id":17"#)
    } else {
      json.fragment(#""is_alert":true,"action_id":3"#)
      json.fragment(#""disposition_id":19"#)
    }
  }

  private func writeMetadata(to json: inout JSONWriter) {
    json.key("metadata")
    json.beginObject()
    json.member("version", literal: "1.5.0")
    json.id("uid", body.head.id)
    json.member("sequence", body.head.sequence)
    json.key("event_code")
    body.code(to: &json)
    json.fingerprint("correlation_uid", body.alert.correlation)
    json.fragment(
      body.container == nil
        ? #""profiles":["host","datetime","security_control","linux/linux_users"]"#
        : #""profiles":["host","datetime","security_control","linux/linux_users","container"]"#)
    json.fragment(OCSFHost.extensions)
    json.fragment(shared.product)
    json.endObject()
  }

  private mutating func writeFindingInformation(to json: inout JSONWriter) {
    json.key("finding_info")
    json.beginObject()
    json.id("uid", body.findingID)
    body.name("title", body.finding.title, to: &json)
    body.text(
      "desc", body.finding.reasons.first, limit: body.limits.entry, cut: .reasons, to: &json)
    writeAnalytic(to: &json)
    if let technique = Technique(body.finding) { write(technique, to: &json) }
    json.endObject()
  }

  private mutating func writeAnalytic(to json: inout JSONWriter) {
    json.key("analytic")
    json.beginObject()
    json.key("uid")
    body.code(to: &json)
    // Prowler's models refuse an analytic without a name.
    body.name("name", body.finding.rule.rawValue, to: &json)
    json.fragment(#""type_id":1"#)
    json.endObject()
  }

  private func write(_ technique: Technique, to json: inout JSONWriter) {
    json.key("attacks")
    json.beginArray()
    json.beginObject()
    write(technique.tactic, "tactic", to: &json)
    write(technique.technique, "technique", to: &json)
    if let subtechnique = technique.subtechnique { write(subtechnique, "sub_technique", to: &json) }
    json.endObject()
    json.endArray()
  }

  private func write(_ term: Technique.Term, _ key: StaticString, to json: inout JSONWriter) {
    json.key(key)
    json.beginObject()
    json.member("uid", literal: term.id)
    json.member("name", literal: term.name)
    json.endObject()
  }

  private mutating func writeActor(to json: inout JSONWriter) {
    json.key("actor")
    json.beginObject()
    body.name("app_uid", body.finding.server.name, to: &json)
    body.name("app_name", body.finding.server.package, to: &json)
    json.endObject()
  }
}
