// SPDX-License-Identifier: Apache-2.0

/// Bytes to find in others in linear time (Knuth, Morris, Pratt): both sides may be hostile.
struct BytePattern: Hashable, Sendable {
  let bytes: [UInt8]
  /// For each place the length of the longest proper prefix that ends there.
  private let borders: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var borders = [Int](repeating: 0, count: bytes.count)
    var length = 0
    for index in bytes.indices.dropFirst() {
      while length > 0, bytes[index] != bytes[length] { length = borders[length - 1] }
      if bytes[index] == bytes[length] { length += 1 }
      borders[index] = length
    }
    self.borders = borders
  }

  /// The end of the first place at or behind `start` that is wholly before `end`.
  func end(in text: [UInt8], from start: Int, to end: Int) -> Int? {
    guard !bytes.isEmpty else { return start <= end ? start : nil }
    guard start <= end, end <= text.count else { return nil }
    var length = 0
    for index in start..<end {
      while length > 0, text[index] != bytes[length] { length = borders[length - 1] }
      if text[index] == bytes[length] { length += 1 }
      if length == bytes.count { return index + 1 }
    }
    return nil
  }
}
