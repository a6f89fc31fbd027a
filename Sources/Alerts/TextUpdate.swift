// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// What came later of an alert, on one line that no alert looks like: without a severity, with what is new first.
///
/// `TIME   ended: "github" reached evil.example (203.0.113.7:443/tcp): established, 5000 bytes sent … [RULE UID]`
struct TextUpdate {
  var body: AlertBody

  mutating func write(to json: inout JSONWriter) {
    body.head.time.write(to: &json, fraction: 3)
    json.raw("   ")
    json.raw(title)
    json.raw(": \"")
    part(body.finding.server.name, limit: body.limits.name, to: &json)
    json.raw("\" ")
    part(TextSentence(finding: body.finding).deed, limit: body.limits.message, to: &json)
    for (index, text) in news.enumerated() {
      json.raw(index == 0 ? ": " : ", ")
      part(text, limit: body.limits.entry, to: &json)
    }
    json.raw(" [")
    part(body.finding.rule.rawValue, limit: body.limits.name, to: &json)
    json.byte(UInt8(ascii: " "))
    body.findingID.write(to: &json)
    json.raw("]")
  }

  private var title: StaticString {
    switch body.alert.activity {
    case .ended: "ended"
    case .repeated, .create: body.finding.scan == nil ? "repeated" : "growing"
    case .amended: body.finding.scan == nil ? "more known" : "growing"
    }
  }

  private var news: [String] {
    let count = body.alert.count > 1 ? ["seen \(body.alert.count) times"] : []
    switch body.alert.activity {
    case .ended: return end + count + bytes
    case .repeated, .create: return count + rate + bytes
    case .amended: return (body.finding.reasons.last.map { [$0] } ?? []) + rate
    }
  }

  private var rate: [String] { body.finding.scan.map { ["\($0.rate) a second"] } ?? [] }

  private var end: [String] {
    guard let result = body.finding.result else { return [] }
    let text = result.rawValue.replacing("_", with: " ")
    let duration = body.finding.duration.map { " after \(TextSentence.duration($0))" } ?? ""
    return [result == .unknown ? "closed\(duration)" : text + duration]
  }

  private var bytes: [String] {
    guard let sent = body.finding.bytesOut, let received = body.finding.bytesIn else { return [] }
    return ["\(sent) bytes sent", "\(received) received"]
  }

  private mutating func part(_ text: String, limit: Int, to json: inout JSONWriter) {
    if !json.escaped(text, limit: limit, quotes: true) { body.note(.text) }
  }
}
