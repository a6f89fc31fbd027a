// SPDX-License-Identifier: Apache-2.0

/// Reads what `ValueEncoder` wrote, from whoever wrote it: every length is compared with what is left and with what
/// the reader takes at most, every text is UTF-8, and nothing may be left behind the last value.
package struct ValueDecoder: Sendable {
  package enum Fault: Error, Hashable, Sendable {
    /// The bytes end before the value does, or go on behind the last.
    case length
    /// More of something than the reader takes.
    case excess
    /// No value of that kind.
    case value
  }

  private let bytes: [UInt8]
  private var position = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The one value that the bytes are.
  package static func read<Value>(
    _ bytes: [UInt8], _ body: (inout ValueDecoder) throws(Fault) -> Value
  ) throws(Fault) -> Value {
    var decoder = ValueDecoder(bytes)
    let value = try body(&decoder)
    guard decoder.position == bytes.count else { throw .length }
    return value
  }

  package mutating func byte() throws(Fault) -> UInt8 {
    guard position < bytes.count else { throw .length }
    defer { position += 1 }
    return bytes[position]
  }

  package mutating func flag() throws(Fault) -> Bool {
    switch try byte() {
    case 0: return false
    case 1: return true
    default: throw .value
    }
  }

  package mutating func number() throws(Fault) -> UInt32 {
    var number: UInt32 = 0
    for byte in try take(4).reversed() { number = number << 8 | UInt32(byte) }
    return number
  }

  /// At most so many bytes.
  package mutating func text(most: Int) throws(Fault) -> String {
    guard let text = String(validating: try take(count(most)), as: UTF8.self) else { throw .value }
    return text
  }

  package mutating func data(most: Int) throws(Fault) -> [UInt8] { Array(try take(count(most))) }

  package mutating func optional<Value>(
    _ body: (inout ValueDecoder) throws(Fault) -> Value
  ) throws(Fault) -> Value? {
    try flag() ? try body(&self) : nil
  }

  /// At most so many, each of which takes a byte at least.
  package mutating func list<Value>(
    most: Int, _ body: (inout ValueDecoder) throws(Fault) -> Value
  ) throws(Fault) -> [Value] {
    let count = try count(most)
    guard count <= bytes.count - position else { throw .length }
    var values: [Value] = []
    for _ in 0..<count { values.append(try body(&self)) }
    return values
  }

  /// At most `most` texts of at most `each` bytes.
  package mutating func texts(most: Int, each: Int) throws(Fault) -> [String] {
    try list(most: most) { decoder throws(Fault) in try decoder.text(most: each) }
  }

  package mutating func text(most: Int) throws(Fault) -> String? {
    try flag() ? .some(try text(most: most) as String) : nil
  }

  /// A count from one on; nil where it is not known.
  package mutating func count() throws(Fault) -> Int? {
    guard try flag() else { return nil }
    let count = Int(try number())
    guard count > 0 else { throw .value }
    return count
  }

  private mutating func count(_ most: Int) throws(Fault) -> Int {
    let count = Int(try number())
    guard count <= most else { throw .excess }
    return count
  }

  private mutating func take(_ count: Int) throws(Fault) -> ArraySlice<UInt8> {
    guard count <= bytes.count - position else { throw .length }
    defer { position += count }
    return bytes[position..<(position + count)]
  }
}
