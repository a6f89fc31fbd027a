// SPDX-License-Identifier: Apache-2.0

/// Takes bytes from the front of a slice; nil where there are too few.
struct ByteCursor {
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count <= rest.count else { return nil }
    let taken = rest.prefix(count)
    rest = rest.dropFirst(count)
    return taken
  }

  /// Passes over a run of one byte.
  mutating func skip(_ byte: UInt8) { rest = rest.drop { $0 == byte } }

  /// A big-endian number of 1 to 3 bytes.
  mutating func number(bytes count: Int) -> Int? {
    take(count).map { $0.reduce(0) { $0 << 8 | Int($1) } }
  }

  /// A vector: its length in 1 or 2 bytes, then its content.
  mutating func vector(lengthBytes: Int) -> ArraySlice<UInt8>? {
    guard let count = number(bytes: lengthBytes) else { return nil }
    return take(count)
  }
}
