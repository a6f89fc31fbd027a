// SPDX-License-Identifier: Apache-2.0

/// Reads a line in one pass, where it is written as `EventLogWriter` writes it: keys in their order, each
/// at most once, no space, no escape. `isOther` says that it is written in another way, or is wrong; then
/// what was read counts for nothing, and the line's tape has the answer.
///
/// Knows the line by its address, so it must not outlive what lends the line. Every read is behind a
/// check of the line's end.
@safe struct EventLogCursor {
  private let line: UnsafeRawBufferPointer
  private var position = 0
  /// The next field or element is the first of what it stands in.
  private var isFirst = true
  private(set) var isOther = false

  init(_ line: UnsafeRawBufferPointer) { unsafe self.line = unsafe line }

  /// Whether all of the line was read.
  var isAtEnd: Bool { unsafe !isOther && position == line.count }

  /// 0, which is in no line, behind the last byte.
  private var next: UInt8 { unsafe position < line.count ? line[position] : 0 }

  var isText: Bool { next == UInt8(ascii: "\"") }

  mutating func leave() {
    isOther = true
    position = unsafe line.count
  }

  /// Whether the byte is next; then it is behind.
  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  mutating func expect(_ byte: UInt8) { if !take(byte) { leave() } }

  mutating func expect(_ word: StaticString) {
    for index in 0..<word.utf8CodeUnitCount { unsafe expect(word.utf8Start[index]) }
  }

  /// Whether the next field has the key, without going on.
  func isNext(_ key: StaticString) -> Bool { end(of: key) != nil }

  /// Whether the next field has the key; then its value is next.
  mutating func take(_ key: StaticString) -> Bool {
    guard let end = end(of: key) else { return false }
    position = end
    isFirst = false
    return true
  }

  /// Where the value of a field begins that begins here and has the key.
  private func end(of key: StaticString) -> Int? {
    let start = isFirst ? position + 1 : position + 2
    let end = start + key.utf8CodeUnitCount
    guard unsafe end + 2 <= line.count, unsafe isFirst || line[position] == UInt8(ascii: ","),
      unsafe line[start - 1] == UInt8(ascii: "\""), unsafe line[start] == key.utf8Start[0],
      unsafe line[end] == UInt8(ascii: "\""), unsafe line[end + 1] == UInt8(ascii: ":")
    else { return nil }
    for index in 1..<max(1, key.utf8CodeUnitCount)
    where unsafe line[start + index] != key.utf8Start[index] { return nil }
    return end + 2
  }

  mutating func number<Number: FixedWidthInteger>() -> Number {
    let start = position
    var value: UInt64 = 0
    while case let digit = next &- UInt8(ascii: "0"), digit < 10 {
      let (shifted, isOver) = value.multipliedReportingOverflow(by: 10)
      let (sum, isAbove) = shifted.addingReportingOverflow(UInt64(digit))
      if isOver || isAbove { break }
      value = sum
      position += 1
    }
    let isPadded = unsafe position > start + 1 && line[start] == UInt8(ascii: "0")
    guard position > start, !isPadded, let number = Number(exactly: value) else {
      leave()
      return 0
    }
    return number
  }

  /// The bytes of a text without escapes.
  mutating func text<Value>(_ value: (UnsafeRawBufferPointer) -> Value) -> Value {
    expect(UInt8(ascii: "\""))
    let start = position
    var isASCII = true
    while case let byte = next, byte != UInt8(ascii: "\""), !isOther {
      if byte >= 0x80 { isASCII = false }
      if byte < 0x20 || byte == UInt8(ascii: "\\") { leave() } else { position += 1 }
    }
    let text = unsafe UnsafeRawBufferPointer(rebasing: line[min(start, position)..<position])
    if unsafe !isASCII && String(validating: text, as: UTF8.self) == nil { leave() }
    expect(UInt8(ascii: "\""))
    return unsafe value(text)
  }

  mutating func string() -> String {
    unsafe text { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// What stands between braces.
  mutating func object(_ fields: (inout EventLogCursor) -> Void) {
    expect(UInt8(ascii: "{"))
    isFirst = true
    fields(&self)
    expect(UInt8(ascii: "}"))
    isFirst = false
  }

  /// At least one element: an empty array is left out.
  mutating func array<Element>(_ element: (inout EventLogCursor) -> Element) -> [Element] {
    var elements: [Element] = []
    expect(UInt8(ascii: "["))
    repeat { elements.append(element(&self)) } while take(UInt8(ascii: ","))
    expect(UInt8(ascii: "]"))
    return elements
  }
}
