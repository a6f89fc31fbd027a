// SPDX-License-Identifier: Apache-2.0

/// A message between Egret and a parser: its kind, the length of its bytes, and they.
struct ParserFrame: Hashable, Sendable {
  enum Kind: UInt8, Sendable, CaseIterable {
    /// To a parser: what is to be done, a byte that names the task and its facts. A piece follows unasked.
    case task
    /// To a parser: bytes of the file; after the last, none is given.
    case piece, last
    /// From a parser: it wants the next piece, or has an answer.
    case more, answer
  }

  var kind: Kind
  var bytes: [UInt8]

  init(_ kind: Kind, _ bytes: [UInt8] = []) {
    self.kind = kind
    self.bytes = bytes
  }

  static let headLength = 5
  /// Bytes of an answer: what the largest file can hold that is kept, twice.
  static let most = 32 << 20

  var encoded: [UInt8] {
    let count = UInt32(clamping: bytes.count)
    return [kind.rawValue] + (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + bytes
  }

  /// What a head of five bytes announces; nil for what is none, or too much.
  static func announced(by head: [UInt8]) -> (kind: Kind, count: Int)? {
    guard head.count == headLength, let kind = Kind(rawValue: head[0]) else { return nil }
    let count = head[1...].reversed().reduce(0) { $0 << 8 | Int($1) }
    return count <= most ? (kind, count) : nil
  }
}
