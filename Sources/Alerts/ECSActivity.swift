// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// A flow in the Elastic Common Schema: an event of the category network, with an alert's facts.
struct ECSActivity {
  var parts: ECSAlert
  let activity: NetworkActivity

  mutating func write(to json: inout JSONWriter) {
    json.beginObject()
    json.timeText("@timestamp", parts.body.head.time)
    json.key("message")
    json.beginString()
    parts.body.message(to: &json, namesProcess: false)
    json.endString()
    json.fragment(#""tags":["mcp","egret"]"#)
    writeEvent(to: &json)
    json.key("log")
    json.beginObject()
    json.member("level", literal: Severity.informational.level)
    json.endObject()
    json.fragment(parts.shared.members)
    parts.writeProcess(to: &json)
    parts.writeUser(of: activity.facts.process, to: &json)
    parts.writeNetwork(to: &json)
    parts.writeRelated(to: &json)
    parts.writeServer(to: &json)
    json.endObject()
  }

  private func writeEvent(to json: inout JSONWriter) {
    let body = parts.body
    json.key("event")
    json.beginObject()
    json.fragment(#""kind":"event","category":["network"]"#)
    json.fragment(stage)
    json.member("outcome", literal: activity.ecsOutcome)
    json.fragment(#""provider":"egret","module":"egret","dataset":"egret.flow""#)
    json.member("code", literal: NetworkActivity.code)
    json.id("id", body.head.id)
    json.member("sequence", body.head.sequence)
    json.member("severity", Severity.informational.ecs)
    json.timeText("start", body.first)
    if activity.stage == .close { json.timeText("end", body.last) }
    if let duration = activity.facts.duration { json.member("duration", duration) }
    json.endObject()
  }

  private var stage: StaticString {
    switch activity.stage {
    case .open: #""type":["connection","start"],"action":"flow-open""#
    case .close: #""type":["connection","end"],"action":"flow-close""#
    }
  }
}
