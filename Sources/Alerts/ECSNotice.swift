// SPDX-License-Identifier: Apache-2.0

/// A notice in the Elastic Common Schema; the counters stand below `mcp.egret`.
struct ECSNotice {
  let notice: Notice
  let status: Status
  let head: LineHead
  let shared: ECSHost

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.timeText("@timestamp", head.time)
    StatusFacts.writeMessage(of: notice, to: &json)
    json.fragment(#""tags":["mcp","egret"]"#)
    writeEvent(to: &json)
    json.key("log")
    json.beginObject()
    json.member("level", literal: notice.severity.level)
    json.endObject()
    json.fragment(shared.members)
    StatusFacts(notice: notice, status: status).write(below: "mcp", to: &json)
    json.endObject()
  }

  private func writeEvent(to json: inout JSONWriter) {
    json.key("event")
    json.beginObject()
    json.fragment(kind)
    json.member("action", literal: notice.code)
    json.fragment(notice.isFailure ? #""outcome":"failure""# : #""outcome":"success""#)
    json.fragment(#""provider":"egret","module":"egret","dataset":"egret.status""#)
    json.member("code", literal: notice.code)
    json.id("id", head.id)
    json.member("sequence", head.sequence)
    json.member("severity", notice.severity.ecs)
    json.endObject()
  }

  private var kind: StaticString {
    switch notice {
    case .start: #""kind":"event","category":["process"],"type":["start"]"#
    case .stop: #""kind":"event","category":["process"],"type":["end"]"#
    case .heartbeat: #""kind":"metric","category":["host"],"type":["info"]"#
    case .loss, .hook: #""kind":"event","category":["host"],"type":["info"]"#
    case .policyAccepted: #""kind":"event","category":["configuration"],"type":["change"]"#
    case .policyRefused: #""kind":"event","category":["configuration"],"type":["info"]"#
    }
  }
}
