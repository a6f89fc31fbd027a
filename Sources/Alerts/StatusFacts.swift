// SPDX-License-Identifier: Apache-2.0

import Events

/// The counters, with the same keys in every format.
struct StatusFacts {
  let notice: Notice
  let status: Status

  /// Bytes of one text, and texts of one list.
  static let longest = 256
  static let most = 32

  /// The notice in one sentence.
  static func writeMessage(of notice: Notice, to json: inout JSONWriter) {
    json.key("message")
    _ = json.string(notice.message, limit: longest)
  }

  /// `"outer":{"egret":{…}}`
  func write(below outer: StaticString, to json: inout JSONWriter) {
    json.key(outer)
    json.beginObject()
    json.key("egret")
    json.beginObject()
    writeMembers(to: &json)
    json.endObject()
    json.endObject()
  }

  private func writeMembers(to json: inout JSONWriter) {
    json.member("uptime_s", status.time.since(status.started) / 1_000_000_000)
    json.member("events_seen_total", status.events)
    json.member("findings_total", status.findings)
    json.member("alerts_total", status.alerts)
    writeLosses(to: &json)
    json.member("queue_depth", status.outputs.reduce(0) { $0 + $1.queuedLines })
    json.member("queue_bytes", status.outputs.reduce(0) { $0 + $1.queuedBytes })
    writeOutputs(to: &json)
    json.member("facts_remembered", status.factsRemembered)
    json.member("servers_watched", status.serversWatched)
    writeHooks(to: &json)
    text("policy", status.policy, to: &json)
    text("policy_sha256", status.policyHash, to: &json)
    json.member("last_sequence", status.lastSequence)
    writeNotice(to: &json)
  }

  private func writeLosses(to json: inout JSONWriter) {
    json.key("dropped_total")
    json.beginObject()
    for stage in Loss.Stage.allCases {
      json.beginString()
      _ = json.escaped(stage.rawValue, limit: Self.longest)
      json.endString()
      json.raw(":")
      json.digits(status.losses[stage] ?? 0)
    }
    json.endObject()
    writeProgramLosses(to: &json)
  }

  private func writeProgramLosses(to json: inout JSONWriter) {
    json.key("dropped_by_program")
    json.beginObject()
    for loss in status.programLosses.prefix(Self.most) {
      json.key(text: loss.program, limit: 64)
      json.beginObject()
      json.member("recursion", loss.recursion)
      json.member("refused", loss.refused)
      json.endObject()
    }
    json.endObject()
  }

  /// A list and no object: an output's name is a path, and no key of a table.
  private func writeOutputs(to json: inout JSONWriter) {
    json.key("outputs")
    json.beginArray()
    for output in status.outputs.prefix(Self.most) {
      json.beginObject()
      text("name", output.name, to: &json)
      json.member("queue_depth", output.queuedLines)
      json.member("queue_bytes", output.queuedBytes)
      json.member("dropped_total", output.dropped)
      json.fragment(output.isClosed ? #""closed":true"# : #""closed":false"#)
      json.endObject()
    }
    json.endArray()
  }

  private func writeHooks(to json: inout JSONWriter) {
    json.member("hooks_attached", status.hooksAttached)
    json.member("hooks_required", status.hooksRequired)
    json.key("hooks_silent")
    json.beginArray()
    for hook in status.hooksSilent.prefix(Self.most) { _ = json.string(hook, limit: 64) }
    json.endArray()
  }

  private func writeNotice(to json: inout JSONWriter) {
    switch notice {
    case .start, .stop, .heartbeat: break
    case .loss(let stage, let new, let total):
      text("stage", stage.rawValue, to: &json)
      json.member("dropped", new)
      json.member("dropped_at_stage_total", total)
    case .policyAccepted: json.member("state", literal: "accepted")
    case .policyRefused(let reason):
      json.member("state", literal: "refused")
      text("reason", reason, to: &json)
    case .hook(let name, let state):
      text("hook", name, to: &json)
      text("state", state.rawValue, to: &json)
    }
  }

  private func text(_ key: StaticString, _ value: String, to json: inout JSONWriter) {
    if value.isEmpty { return }
    json.key(key)
    _ = json.string(value, limit: Self.longest)
  }
}
