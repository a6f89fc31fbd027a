// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// An alert as one line for a person.
///
/// `TIME SEVERITY RULE MESSAGE: REASON; REASON [client=… credentials=… count=…]`
struct TextAlert {
  var body: AlertBody

  mutating func write(to json: inout JSONWriter) {
    body.head.time.write(to: &json, fraction: 3)
    json.byte(UInt8(ascii: " "))
    json.raw(body.finding.severity.caption)
    json.byte(UInt8(ascii: " "))
    part(body.finding.rule.rawValue, to: &json)
    json.byte(UInt8(ascii: " "))
    body.message(to: &json)
    list(": ", body.finding.reasons, separator: "; ", cut: .reasons, to: &json)
    json.raw(" [client=")
    part(body.finding.server.client, to: &json)
    json.raw(" phase=")
    part(body.finding.phase.rawValue, to: &json)
    json.raw(" via=")
    part(body.finding.via.rawValue, to: &json)
    list(
      " indicators=", body.finding.indicators.map(\.rawValue), separator: ",", cut: .reasons,
      to: &json)
    list(" credentials=", body.finding.credentials, separator: ",", cut: .credentials, to: &json)
    if let result = body.finding.result {
      json.raw(" result=")
      part(result.rawValue, to: &json)
    }
    number(" out=", body.finding.bytesOut, to: &json)
    number(" in=", body.finding.bytesIn, to: &json)
    if body.alert.count > 1 {
      json.raw(" count=")
      json.digits(body.alert.count)
    }
    json.raw(" sequence=")
    json.digits(body.head.sequence)
    json.raw("]")
  }

  private mutating func part(_ text: String, to json: inout JSONWriter) {
    if !json.escaped(text, limit: body.limits.name, quotes: false) { body.note(.text) }
  }

  private func number(_ lead: StaticString, _ value: UInt64?, to json: inout JSONWriter) {
    guard let value else { return }
    json.raw(lead)
    json.digits(value)
  }

  private mutating func list(
    _ lead: StaticString, _ values: [String], separator: StaticString, cut: Cuts,
    to json: inout JSONWriter
  ) {
    for (index, value) in values.prefix(body.limits.entries).enumerated() {
      json.raw(index == 0 ? lead : separator)
      if !json.escaped(value, limit: body.limits.entry, quotes: false) { body.note(cut) }
    }
    if values.count > body.limits.entries { json.raw(" …") }
  }
}
