// SPDX-License-Identifier: Apache-2.0

/// A text in which `*` stands for any other.
package struct TextPattern: Hashable, Sendable {
  /// As the policy spells it.
  package let text: String
  /// The literal bytes between the stars, one piece more than there are stars.
  private let pieces: [[UInt8]]

  package init(_ text: String) {
    self.text = text
    pieces = text.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
      .map(Array.init)
  }

  /// Without a star.
  package var isLiteral: Bool { pieces.count == 1 }
  /// Nothing but stars.
  var isAnything: Bool { pieces.count > 1 && pieces.allSatisfy(\.isEmpty) }

  /// The first piece at the start, the last at the end, the others between them, each as early as it
  /// goes.
  package func matches(_ text: String) -> Bool {
    guard let first = pieces.first, let last = pieces.last else { return false }
    let bytes = Array(text.utf8)
    if isLiteral { return bytes == first }
    guard bytes.count >= first.count + last.count, bytes.starts(with: first),
      bytes.suffix(last.count).elementsEqual(last)
    else { return false }
    return middleFits(bytes[first.count..<(bytes.count - last.count)])
  }

  private func middleFits(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let end = Self.end(of: piece, in: rest) else { return false }
      rest = rest[end...]
    }
    return true
  }

  private static func end(of piece: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = piece.first, bytes.count >= piece.count else { return nil }
    var start = bytes.startIndex
    while let place = bytes[start...].firstIndex(of: first), place + piece.count <= bytes.endIndex {
      if bytes[place..<(place + piece.count)].elementsEqual(piece) { return place + piece.count }
      start = place + 1
    }
    return nil
  }
}
