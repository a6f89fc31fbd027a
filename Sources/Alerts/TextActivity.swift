// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// A flow as one line for a person.
///
/// `TIME Informational flow MESSAGE [client=… allowed=… result=… out=… in=… ms=…]`
struct TextActivity {
  var body: AlertBody
  let activity: NetworkActivity

  mutating func write(to json: inout JSONWriter) {
    body.head.time.write(to: &json, fraction: 3)
    json.raw(" Informational flow ")
    body.message(to: &json)
    json.raw(" [")
    part("client=", activity.facts.server.client, to: &json)
    part(" phase=", activity.facts.phase.rawValue, to: &json)
    part(" via=", activity.facts.via.rawValue, to: &json)
    part(" allowed=", activity.facts.allowance?.text, to: &json)
    part(" rule=", activity.facts.rules.first?.rawValue, to: &json)
    part(" result=", activity.facts.result?.rawValue, to: &json)
    number(" out=", activity.facts.bytesOut, to: &json)
    number(" in=", activity.facts.bytesIn, to: &json)
    number(" ms=", activity.facts.duration.map { $0 / 1_000_000 }, to: &json)
    number(" sequence=", body.head.sequence, to: &json)
    json.raw("]")
  }

  private func part(_ lead: StaticString, _ text: String?, to json: inout JSONWriter) {
    guard let text, !text.isEmpty else { return }
    json.raw(lead)
    _ = json.escaped(text, limit: body.limits.name, quotes: false)
  }

  private func number(_ lead: StaticString, _ value: UInt64?, to json: inout JSONWriter) {
    guard let value else { return }
    json.raw(lead)
    json.digits(value)
  }
}
