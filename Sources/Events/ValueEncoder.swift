// SPDX-License-Identifier: Apache-2.0

/// Writes values as bytes for another process of Egret's: numbers little-endian, texts and lists behind their
/// length. `ValueDecoder` reads them, and trusts none.
package struct ValueEncoder: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func put(_ byte: UInt8) { bytes.append(byte) }

  package mutating func put(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  package mutating func put(_ number: UInt32) {
    for shift: UInt32 in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  package mutating func put(_ text: String) { put(Array(text.utf8)) }

  package mutating func put(_ data: [UInt8]) {
    put(UInt32(clamping: data.count))
    bytes += data
  }

  package mutating func put(_ texts: [String]) { put(texts) { $0.put($1) } }

  /// A byte that says whether it is there, and it.
  package mutating func put<Value>(
    _ value: Value?, _ each: (inout ValueEncoder, Value) -> Void
  ) {
    put(value != nil)
    if let value { each(&self, value) }
  }

  package mutating func put<Value>(
    _ values: [Value], _ each: (inout ValueEncoder, Value) -> Void
  ) {
    put(UInt32(clamping: values.count))
    for value in values { each(&self, value) }
  }

  package mutating func put(_ text: String?) { put(text) { $0.put($1) } }

  /// A line or another count from one on.
  package mutating func put(count: Int?) { put(count) { $0.put(UInt32(clamping: $1)) } }
}
