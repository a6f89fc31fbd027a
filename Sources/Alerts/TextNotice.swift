// SPDX-License-Identifier: Apache-2.0

import Events

/// A notice as one line for a person.
struct TextNotice {
  let notice: Notice
  let status: Status
  let head: LineHead

  func write(to json: inout JSONWriter) {
    head.time.write(to: &json, fraction: 3)
    json.byte(UInt8(ascii: " "))
    json.raw(notice.severity.caption)
    json.byte(UInt8(ascii: " "))
    json.raw(notice.code)
    json.byte(UInt8(ascii: " "))
    _ = json.escaped(notice.message, limit: StatusFacts.longest, quotes: false)
    json.raw(" [uptime=")
    json.digits(status.time.since(status.started) / 1_000_000_000)
    number("s events=", status.events, to: &json)
    number(" alerts=", status.alerts, to: &json)
    number(" hooks=", UInt64(clamping: status.hooksAttached), to: &json)
    number("/", UInt64(clamping: status.hooksRequired), to: &json)
    for stage in Loss.Stage.allCases {
      guard let lost = status.losses[stage], lost > 0 else { continue }
      json.raw(" lost-")
      _ = json.escaped(stage.rawValue, limit: 32)
      number("=", lost, to: &json)
    }
    writePrograms(to: &json)
    number(" sequence=", head.sequence, to: &json)
    json.raw("]")
  }

  private func writePrograms(to json: inout JSONWriter) {
    for loss in status.programLosses.prefix(StatusFacts.most) {
      json.raw(" ")
      _ = json.escaped(loss.program, limit: 64, quotes: false)
      if loss.recursion > 0 { number("-skipped=", loss.recursion, to: &json) }
      if loss.refused > 0 { number("-refused=", loss.refused, to: &json) }
    }
  }

  private func number(_ lead: StaticString, _ value: UInt64, to json: inout JSONWriter) {
    json.raw(lead)
    json.digits(value)
  }
}
