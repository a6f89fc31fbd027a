// SPDX-License-Identifier: Apache-2.0

import Events
import Policies

/// What must hold of outputs of more than one target.
enum Rules {
  /// Fit for a terminal: nothing that is invisible, ends a line or turns the direction of writing.
  static func isShown(_ what: String, _ text: String, limit: Int) throws(Find) {
    try hold("\(what) has at most \(limit) bytes", text, text.utf8.count <= limit)
    try hold(
      "\(what) has no hidden character", text, !text.unicodeScalars.contains(where: isHidden))
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// A host name as it is compared and shown: visible ASCII.
  static func isHostName(_ name: String) throws(Find) {
    try hold("a name is bounded", name, name.utf8.count <= 1_020)
    try hold("a name is printable", name, name.utf8.allSatisfy { (0x21...0x7e).contains($0) })
  }

  /// An endpoint that a configuration implies is spelled as a policy spells it. Which suffixes are
  /// everybody's only a policy knows.
  static func areExpectations(_ what: String, _ endpoints: [String]) throws(Find) {
    for endpoint in endpoints {
      do throws(ExpectationError) { _ = try Expectation.parse(endpoint) } catch {
        if case .publicSuffix = error { continue }
        throw Find("\(what) is a policy's endpoint", (endpoint, error))
      }
    }
  }

  /// Lines of a text by every way to end one, and one more at its end.
  static func lines(of input: [UInt8]) -> ClosedRange<Int> {
    let text = String(decoding: input, as: UTF8.self)
    return
      1...(text.unicodeScalars.count { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) }
      + 2)
  }

  /// An event is one line of its log and comes back from there.
  static func comesBack(_ event: Event) throws(Find) {
    var log: [UInt8] = []
    EventLogWriter.appendHeader(facts: [:], to: &log)
    try hold("an event fits a line of the log", event, EventLogWriter.append(event, to: &log))
    let read = try? EventLogReader.read(log)
    try hold("an event comes back from its log", event, read?.events == [event])
  }
}
