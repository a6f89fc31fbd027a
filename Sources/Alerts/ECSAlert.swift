// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// An alert in the Elastic Common Schema, from 8.2 on; what is ours stands below `mcp`.
struct ECSAlert: ProcessDocument {
  var body: AlertBody
  let shared: ECSHost

  mutating func write(to json: inout JSONWriter) {
    json.beginObject()
    json.timeText("@timestamp", body.head.time)
    json.key("message")
    json.beginString()
    body.message(to: &json, namesProcess: false)
    json.endString()
    json.fragment(#""tags":["mcp","egret"]"#)
    writeEvent(to: &json)
    json.key("log")
    json.beginObject()
    json.member("level", literal: body.finding.severity.level)
    json.endObject()
    json.fragment(shared.members)
    writeProcess(to: &json)
    writeUser(of: body.finding.process, to: &json)
    writeNetwork(to: &json)
    writeFile(to: &json)
    writeRule(to: &json)
    if let technique = Technique(body.finding) { write(technique, to: &json) }
    writeRelated(to: &json)
    writeServer(to: &json)
    json.endObject()
  }

  private mutating func writeEvent(to json: inout JSONWriter) {
    json.key("event")
    json.beginObject()
    json.member("kind", literal: body.alert.isUpdate ? "event" : "alert")
    writeCategory(to: &json)
    body.name("action", body.finding.rule.rawValue, to: &json)
    json.member("outcome", literal: outcome)
    json.fragment(#""module":"egret""#)
    json.member("dataset", literal: body.alert.isUpdate ? "egret.update" : "egret.alert")
    json.key("code")
    body.code(to: &json)
    json.id("id", body.head.id)
    json.member("sequence", body.head.sequence)
    json.member("severity", body.finding.severity.ecs)
    json.member("risk_score", body.finding.severity.ecs)
    json.timeText("created", body.head.time)
    if body.alert.isUpdate {
      json.timeText("start", body.first)
      json.timeText("end", body.last)
    }
    body.text(
      "reason", body.finding.reasons.first, limit: body.limits.entry, cut: .reasons, to: &json)
    json.endObject()
  }

  /// How the connection went.
  private var outcome: StaticString {
    switch body.finding.result {
    case .established: "success"
    case .refused, .timedOut, .unreachable, .abandoned: "failure"
    case .unknown, nil: "unknown"
    }
  }

  private func writeCategory(to json: inout JSONWriter) {
    if body.isAboutFile {
      let isChange = body.finding.rule == .configChanged
      return json.fragment(
        isChange
          ? #""category":["configuration"],"type":["change"]"#
          : #""category":["configuration"],"type":["info"]"#)
    }
    if body.alert.activity == .ended {
      return json.fragment(#""category":["network"],"type":["connection","end"]"#)
    }
    if body.alert.isUpdate && body.target.endpoint != nil {
      return json.fragment(#""category":["network"],"type":["connection","info"]"#)
    }
    if body.target.endpoint != nil || body.finding.proxy != nil {
      json.fragment(#""category":["network","intrusion_detection"],"type":["connection","info"]"#)
    } else if body.isAboutQuery {
      json.fragment(#""category":["network","intrusion_detection"],"type":["protocol","info"]"#)
    } else {
      json.fragment(#""category":["intrusion_detection"],"type":["info"]"#)
    }
  }

  mutating func writeUser(of process: FindingProcess, to json: inout JSONWriter) {
    json.key("user")
    json.beginObject()
    json.key("id")
    json.beginString()
    json.digits(UInt64(process.user))
    json.endString()
    body.name("name", process.userName, to: &json)
    json.endObject()
  }

  private mutating func writeRule(to json: inout JSONWriter) {
    json.key("rule")
    json.beginObject()
    json.key("id")
    body.code(to: &json)
    body.name("name", body.finding.rule.title, to: &json)
    if !body.alert.isUpdate {
      body.name("description", body.finding.rule.meaning, to: &json)
      json.key("reference")
      json.beginString()
      json.raw("docs/alerts.md#")
      _ = json.escaped(body.finding.rule.rawValue, limit: 64)
      json.endString()
    }
    json.fragment(#""ruleset":"egret""#)
    json.endObject()
  }

  private func write(_ technique: Technique, to json: inout JSONWriter) {
    json.key("threat")
    json.beginObject()
    json.fragment(#""framework":"MITRE ATT&CK""#)
    json.key("tactic")
    json.beginObject()
    write(technique.tactic, to: &json)
    json.endObject()
    json.key("technique")
    json.beginObject()
    write(technique.technique, to: &json)
    if let subtechnique = technique.subtechnique {
      json.key("subtechnique")
      json.beginObject()
      write(subtechnique, to: &json)
      json.endObject()
    }
    json.endObject()
    json.endObject()
  }

  private func write(_ term: Technique.Term, to json: inout JSONWriter) {
    json.key("id")
    json.beginArray()
    json.literal(term.id)
    json.endArray()
    json.key("name")
    json.beginArray()
    json.literal(term.name)
    json.endArray()
  }

  mutating func writeServer(to json: inout JSONWriter) {
    let server = body.finding.server
    json.key("service")
    json.beginObject()
    body.name("name", server.name, to: &json)
    json.member("type", literal: "mcp-server")
    json.endObject()
    json.key("labels")
    json.beginObject()
    body.name("mcp_server", server.name, to: &json)
    body.name("mcp_client", server.client, to: &json)
    json.endObject()
    json.key("mcp")
    json.beginObject()
    json.key("egret")
    json.beginObject()
    writeRepeats(to: &json)
    // ECS knows one parent only.
    writeAncestry(to: &json)
    body.facts(to: &json)
    json.endObject()
    json.endObject()
  }

  private func writeRepeats(to json: inout JSONWriter) {
    if let activity = body.activity {
      json.member("activity", literal: activity.stage == .open ? "open" : "close")
      if !activity.facts.rules.isEmpty {
        json.fingerprint("fingerprint", body.alert.fingerprint)
      }
      return
    }
    json.id("finding", body.findingID)
    json.fingerprint("fingerprint", body.alert.fingerprint)
    json.member("activity", literal: body.alert.isUpdate ? "update" : "create")
    json.member("count", body.alert.count)
  }
}
