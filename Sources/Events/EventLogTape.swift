// SPDX-License-Identifier: Apache-2.0

/// A line of JSON that was read once: its values in their order, each with its place in the line.
/// Texts are made when they are asked for, so most of a line makes none.
struct EventLogTape {
  var line: ArraySlice<UInt8>
  var tokens: [EventLogToken] = []

  func string(_ text: EventLogText) -> String {
    let start = line.startIndex + Int(text.start)
    let bytes = line[start..<start + Int(text.count)]
    return text.isEscaped
      ? EventLogParser.unescaped(bytes) : String(decoding: bytes, as: UTF8.self)
  }

  /// A text of this line as a key.
  func key(_ text: EventLogText) -> EventLogKey {
    var head: UInt64 = 0
    let start = line.startIndex + Int(text.start)
    for index in start..<start + min(Int(text.count), 8) { head = head << 8 | UInt64(line[index]) }
    return EventLogKey(text: text, head: head)
  }

  /// Whether both are the same key. One with escapes is compared as what it means.
  func areEqual(_ left: EventLogKey, _ right: EventLogKey) -> Bool {
    if left.text.isEscaped || right.text.isEscaped {
      return string(left.text) == string(right.text)
    }
    guard left.head == right.head, left.text.count == right.text.count else { return false }
    if left.text.count <= 8 { return true }
    let first = line.startIndex + Int(left.text.start)
    let second = line.startIndex + Int(right.text.start)
    return (8..<Int(left.text.count)).allSatisfy { line[first + $0] == line[second + $0] }
  }

  func isEqual(_ key: EventLogKey, to word: EventLogWord) -> Bool {
    if key.text.isEscaped { return string(key.text) == word.text }
    guard key.head == word.head, key.text.count == word.count else { return false }
    if word.count <= 8 { return true }
    let start = line.startIndex + Int(key.text.start) + 8
    return line[start..<start + Int(word.count) - 8].elementsEqual(word.text.utf8.dropFirst(8))
  }
}
