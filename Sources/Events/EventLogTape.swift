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

  /// Whether both are the same text. A text with escapes is compared as what it means.
  func areEqual(_ left: EventLogText, _ right: EventLogText) -> Bool {
    if left.isEscaped || right.isEscaped { return string(left) == string(right) }
    guard left.count == right.count, left.head == right.head else { return false }
    if left.count <= 8 { return true }
    let (first, second) = (line.startIndex + Int(left.start), line.startIndex + Int(right.start))
    return (8..<Int(left.count)).allSatisfy { line[first + $0] == line[second + $0] }
  }

  func isEqual(_ text: EventLogText, to word: EventLogWord) -> Bool {
    if text.isEscaped { return string(text) == word.text }
    guard text.count == word.count, text.head == word.head else { return false }
    if word.count <= 8 { return true }
    let start = line.startIndex + Int(text.start) + 8
    return line[start..<start + Int(word.count) - 8].elementsEqual(word.text.utf8.dropFirst(8))
  }
}

/// A key to look for.
struct EventLogWord {
  let text: String
  let count: Int32
  let head: UInt64

  init(_ text: String) {
    self.text = text
    var (head, count): (UInt64, Int32) = (0, 0)
    for byte in text.utf8 {
      if count < 8 { head = head << 8 | UInt64(byte) }
      count += 1
    }
    self.head = head
    self.count = count
  }
}
