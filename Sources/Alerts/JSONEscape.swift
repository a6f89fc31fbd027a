// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// Writes text so that it can neither end a JSON string or a line nor draw anything on a terminal.
///
/// Escaped are JSON's own characters and those of `HiddenCharacter`. A `String` is valid UTF-8 by
/// itself: bytes that were not have been replaced when it was made.
struct JSONEscape {
  private var position: Int
  private let end: Int
  private let quotes: Bool

  /// Writes from a position to before another. Without `quotes`, a quotation mark stays as it is.
  init(from position: Int, to end: Int, quotes: Bool) {
    self.position = position
    self.end = end
    self.quotes = quotes
  }

  /// The bytes read, whole characters only, and the position after the last byte written.
  func write(
    _ source: Span<UInt8>, into target: inout MutableSpan<UInt8>
  ) -> (read: Int, position: Int) {
    var state = self
    var read = 0
    while read < source.count {
      let first = source[read]
      if first >= 0x20, first < 0x7f, first != 0x5c, first != 0x22 || !quotes {
        guard state.position < state.end else { break }
        target[state.position] = first
        state.position += 1
        read += 1
        continue
      }
      let length = Self.length(first)
      guard read + length <= source.count, state.special(source, read, length, &target) else {
        break
      }
      read += length
    }
    return (read, state.position)
  }

  /// Whether no byte needs an escape, or a look at its character. Looks at all of them, which the compiler
  /// does many at a time.
  static func isPlain(_ source: UnsafeRawBufferPointer) -> Bool {
    var found: UInt8 = 0
    for index in 0..<source.count {
      let byte = unsafe source[index]
      found |= byte &- 0x20 > 0x5e ? 1 : 0
      found |= byte == 0x5c ? 1 : 0
      found |= byte == 0x22 ? 1 : 0
    }
    return found == 0
  }

  private static func length(_ first: UInt8) -> Int {
    switch first {
    case ..<0xc0: 1
    case ..<0xe0: 2
    case ..<0xf0: 3
    default: 4
    }
  }

  private mutating func special(
    _ source: Span<UInt8>, _ start: Int, _ length: Int, _ target: inout MutableSpan<UInt8>
  ) -> Bool {
    let scalar = Self.scalar(source, start, length)
    if let short = short(scalar) { return put(UInt8(ascii: "\\"), short, &target) }
    if length == 1 || HiddenCharacter.isHidden(scalar) { return escape(scalar, &target) }
    guard length <= end - position else { return false }
    for offset in 0..<length { target[position + offset] = source[start + offset] }
    position += length
    return true
  }

  private static func scalar(_ source: Span<UInt8>, _ start: Int, _ length: Int) -> UInt32 {
    let first = UInt32(source[start])
    var scalar = length == 1 ? first : first & (0x7f >> UInt32(length))
    for offset in 1..<max(1, length) {
      scalar = scalar << 6 | UInt32(source[start + offset] & 0x3f)
    }
    return scalar
  }

  private func short(_ scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0x22: UInt8(ascii: "\"")
    case 0x5c: UInt8(ascii: "\\")
    case 0x0a: UInt8(ascii: "n")
    case 0x0d: UInt8(ascii: "r")
    case 0x09: UInt8(ascii: "t")
    default: nil
    }
  }

  private mutating func put(
    _ first: UInt8, _ second: UInt8, _ target: inout MutableSpan<UInt8>
  ) -> Bool {
    guard end - position >= 2 else { return false }
    target[position] = first
    target[position + 1] = second
    position += 2
    return true
  }

  /// `\uXXXX`, as a surrogate pair above the basic plane.
  private mutating func escape(_ scalar: UInt32, _ target: inout MutableSpan<UInt8>) -> Bool {
    guard end - position >= (scalar > 0xffff ? 12 : 6) else { return false }
    if scalar > 0xffff {
      unit(0xd800 | (scalar - 0x10000) >> 10, &target)
      unit(0xdc00 | (scalar - 0x10000) & 0x3ff, &target)
    } else {
      unit(scalar, &target)
    }
    return true
  }

  private mutating func unit(_ value: UInt32, _ target: inout MutableSpan<UInt8>) {
    target[position] = UInt8(ascii: "\\")
    target[position + 1] = UInt8(ascii: "u")
    for digit in 0..<4 {
      let nibble = UInt8(truncatingIfNeeded: value >> UInt32(12 - 4 * digit) & 15)
      target[position + 2 + digit] =
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }
    position += 6
  }
}
