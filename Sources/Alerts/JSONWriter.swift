// SPDX-License-Identifier: Apache-2.0

/// Writes JSON into a buffer of fixed size that is used again for every line.
///
/// Commas are its own affair. What does not fit is left out and `isOverfull` says so: the buffer
/// never grows, so no input can make it.
package struct JSONWriter {
  private var bytes: [UInt8]
  private(set) package var count = 0
  /// Something did not fit: what the buffer holds is not a document.
  private(set) package var isOverfull = false
  private var needsComma = false

  package init(capacity: Int) { bytes = Array(repeating: 0, count: max(0, capacity)) }

  package mutating func clear() {
    count = 0
    isOverfull = false
    needsComma = false
  }

  /// What was written, as bytes of their own.
  package var written: [UInt8] { Array(bytes[..<count]) }

  package mutating func byte(_ value: UInt8) {
    guard count < bytes.count else {
      isOverfull = true
      return
    }
    bytes[count] = value
    count += 1
  }

  /// Bytes as they are.
  package mutating func raw(_ text: StaticString) {
    let source = unsafe UnsafeRawBufferPointer(
      start: text.utf8Start, count: text.utf8CodeUnitCount)
    unsafe copy(source)
  }

  /// Bytes as they are.
  package mutating func raw(_ source: [UInt8]) {
    unsafe source.withUnsafeBytes { unsafe copy($0) }
  }

  private mutating func copy(_ source: UnsafeRawBufferPointer) {
    guard source.count <= bytes.count - count else {
      isOverfull = true
      return
    }
    let start = count
    unsafe bytes.withUnsafeMutableBytes { target in
      unsafe UnsafeMutableRawBufferPointer(rebasing: target[start...]).copyMemory(from: source)
    }
    count += source.count
  }

  /// As much of a text as `limit` escaped bytes hold, never half an escape or half a character.
  /// Returns whether it was all of it.
  package mutating func escaped(_ text: String, limit: Int, quotes: Bool = true) -> Bool {
    if putPlain(text, limit: limit) { return true }
    let room = bytes.count - count
    let end = count + max(0, min(limit, room))
    let escape = JSONEscape(from: count, to: end, quotes: quotes)
    let read = write(text, escape)
    if read == text.utf8.count { return true }
    isOverfull = isOverfull || limit > room
    return false
  }

  /// A text that fits and needs no escape, which most are. False, and nothing written, for any other.
  private mutating func putPlain(_ text: String, limit: Int) -> Bool {
    let start = count
    guard text.utf8.count <= min(limit, bytes.count - start) else { return false }
    let isPlain = unsafe bytes.withUnsafeMutableBytes { target in
      unsafe text.utf8.span.withUnsafeBytes { source in
        unsafe UnsafeMutableRawBufferPointer(rebasing: target[start...]).copyMemory(from: source)
        return unsafe JSONEscape.isPlain(source)
      }
    }
    if isPlain { count += text.utf8.count }
    return isPlain
  }

  private mutating func write(_ text: String, _ escape: JSONEscape) -> Int {
    let position: Int
    let read: Int
    do {
      var target = bytes.mutableSpan
      (read, position) = escape.write(text.utf8.span, into: &target)
    }
    count = position
    return read
  }

  /// Digits, written in place.
  package mutating func digits(_ value: UInt64, atLeast width: Int = 1) {
    var length = width
    var rest = value
    var needed = 0
    repeat {
      needed += 1
      rest /= 10
    } while rest > 0
    length = max(length, needed)
    guard length <= bytes.count - count else {
      isOverfull = true
      return
    }
    fill(value, length: length)
  }

  private mutating func fill(_ value: UInt64, length: Int) {
    let (first, end) = (count, count + length)
    unsafe bytes.withUnsafeMutableBytes { target in
      var (rest, index) = (value, end - 1)
      while index >= first {
        let (tens, digit) = rest.quotientAndRemainder(dividingBy: 10)
        unsafe target[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
        (rest, index) = (tens, index - 1)
      }
    }
    count = end
  }
}

// MARK: - Structure

extension JSONWriter {
  private mutating func separate() {
    if needsComma { byte(UInt8(ascii: ",")) }
    needsComma = true
  }

  /// A name of an object; its value follows.
  package mutating func key(_ name: StaticString) {
    let length = name.utf8CodeUnitCount + (needsComma ? 4 : 3)
    guard length <= bytes.count - count else {
      isOverfull = true
      return
    }
    let comma = count
    let position = needsComma ? count + 1 : count
    let size = name.utf8CodeUnitCount
    unsafe bytes.withUnsafeMutableBytes { target in
      unsafe target[comma] = UInt8(ascii: ",")
      unsafe target[position] = UInt8(ascii: "\"")
      for index in 0..<size { unsafe target[position + 1 + index] = name.utf8Start[index] }
      unsafe target[position + size + 1] = UInt8(ascii: "\"")
      unsafe target[position + size + 2] = UInt8(ascii: ":")
    }
    count += length
    needsComma = false
  }

  /// A name that is known only now, escaped, of at most `limit` bytes.
  package mutating func key(text: String, limit: Int) {
    beginString()
    _ = escaped(text, limit: limit)
    endString()
    byte(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func beginObject() {
    separate()
    byte(UInt8(ascii: "{"))
    needsComma = false
  }

  package mutating func endObject() {
    byte(UInt8(ascii: "}"))
    needsComma = true
  }

  package mutating func beginArray() {
    separate()
    byte(UInt8(ascii: "["))
    needsComma = false
  }

  package mutating func endArray() {
    byte(UInt8(ascii: "]"))
    needsComma = true
  }

  package mutating func beginString() {
    separate()
    byte(UInt8(ascii: "\""))
  }

  package mutating func endString() { byte(UInt8(ascii: "\"")) }

  /// Members or elements that are valid JSON already, without commas at either end.
  package mutating func fragment(_ text: StaticString) {
    separate()
    raw(text)
  }

  /// Members or elements that are valid JSON already, without commas at either end.
  package mutating func fragment(_ text: [UInt8]) {
    separate()
    raw(text)
  }
}

// MARK: - Values

extension JSONWriter {
  package mutating func string(_ text: String, limit: Int) -> Bool {
    beginString()
    let isWhole = escaped(text, limit: limit)
    endString()
    return isWhole
  }

  /// Text of ours that needs no escape.
  package mutating func literal(_ text: StaticString) {
    beginString()
    raw(text)
    endString()
  }

  package mutating func integer(_ value: some FixedWidthInteger) {
    separate()
    if value < 0 { byte(UInt8(ascii: "-")) }
    digits(UInt64(clamping: value.magnitude))
  }

  /// Lower-case hexadecimal, sixteen digits.
  package mutating func hexadecimal(_ value: UInt64, from first: Int = 0, to end: Int = 16) {
    guard end - first <= bytes.count - count else {
      isOverfull = true
      return
    }
    let start = count - first
    unsafe bytes.withUnsafeMutableBytes { target in
      for digit in first..<end {
        let nibble = UInt8(truncatingIfNeeded: value >> UInt64(60 - 4 * digit) & 15)
        unsafe target[start + digit] = nibble + (nibble < 10 ? 48 : 87)
      }
    }
    count += end - first
  }
}
