// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Monitoring

/// An alert on its way into a line: what to say, how much of it, and what had to be left out.
///
/// The formats share what they both say, and how texts and lists are cut and the cuts noted.
struct AlertBody {
  let alert: Alert
  /// Nil for an alert.
  let activity: NetworkActivity?
  let head: LineHead
  let findingID: EventID
  /// Nil where the format shows none.
  let command: ShownCommand?
  let parentCommand: ShownCommand?
  let limits: Limits
  private(set) var cuts: Cuts

  init(
    _ alert: Alert, activity: NetworkActivity? = nil, head: LineHead, findingID: EventID,
    command: ShownCommand?, parentCommand: ShownCommand?, limits: Limits
  ) {
    self.alert = alert
    self.activity = activity
    self.head = head
    self.findingID = findingID
    self.command = command
    self.parentCommand = parentCommand
    self.limits = limits
    cuts = alert.cuts
    if command?.isCut == true { cuts.insert(.commandLine) }
  }

  var finding: Finding { alert.finding }
  var title: String { activity?.title ?? finding.title }
  var target: FindingTarget { alert.finding.target }
  var first: WallTime { head.host.wallTime(alert.first) }
  var last: WallTime { head.host.wallTime(alert.last) }

  mutating func note(_ cut: Cuts) { cuts.insert(cut) }

  /// `"key":"value"`, or nothing for an empty value.
  mutating func text(
    _ key: StaticString, _ value: String?, limit: Int, cut: Cuts = .text, to json: inout JSONWriter
  ) {
    guard let value, !value.isEmpty else { return }
    json.key(key)
    if !json.string(value, limit: limit) { note(cut) }
  }

  mutating func name(_ key: StaticString, _ value: String?, to json: inout JSONWriter) {
    text(key, value, limit: limits.name, to: &json)
  }

  mutating func path(_ key: StaticString, _ value: String?, to json: inout JSONWriter) {
    text(key, value, limit: limits.path, to: &json)
  }

  /// `"key":[…]`, also where it is empty.
  mutating func list(
    _ key: StaticString, _ values: [String], cut: Cuts, to json: inout JSONWriter
  ) {
    json.key(key)
    json.beginArray()
    for value in values.prefix(limits.entries) where !json.string(value, limit: limits.entry) {
      note(cut)
    }
    json.endArray()
    if values.count > limits.entries { note(cut) }
  }

  /// Names a process for ever: boot, pid and start.
  func identity(_ process: ProcessID, to json: inout JSONWriter) {
    json.beginString()
    _ = json.escaped(head.host.bootID, limit: 8)
    json.byte(UInt8(ascii: "-"))
    json.digits(UInt64(process.pid))
    json.byte(UInt8(ascii: "-"))
    json.digits(process.start.nanoseconds)
    json.endString()
  }

  /// Where the file's name begins in a path.
  static func fileName(_ path: String) -> String {
    String(decoding: path.utf8.suffix(while: { $0 != UInt8(ascii: "/") }), as: UTF8.self)
  }
}

extension BidirectionalCollection {
  /// The longest suffix whose elements all satisfy the predicate.
  fileprivate func suffix(while isPart: (Element) -> Bool) -> SubSequence {
    guard let last = lastIndex(where: { !isPart($0) }) else { return self[...] }
    return self[index(after: last)...]
  }
}
