// SPDX-License-Identifier: Apache-2.0

import TestKit

/// Changes inputs at random, the same way for the same seed, target and round.
struct Mutation {
  /// Longer inputs are cut: what is read is bounded well below it, or is cut by the parser itself.
  static let longest = 256 << 10

  private var generator: SeededGenerator
  private let words: [[UInt8]]

  init(seed: UInt64, target: String, round: UInt64, words: [[UInt8]]) {
    var mixed = seed &* 0x9e37_79b9_7f4a_7c15 ^ round &* 0xd6e8_feb8_6659_fd93
    for byte in target.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    generator = SeededGenerator(seed: mixed)
    self.words = words
  }

  /// One of the seeds, changed; rarely one as it is.
  mutating func input(from seeds: [[UInt8]]) -> [UInt8] {
    var bytes = pick(seeds) ?? []
    if chance(200) { return bytes }
    if chance(8), let other = pick(seeds) { bytes = spliced(bytes, other) }
    for _ in 0...number(below: chance(4) ? 24 : 5) { change(&bytes) }
    return Array(bytes.prefix(Self.longest))
  }

  private mutating func number(below limit: Int) -> Int {
    Int(generator.next() % UInt64(max(limit, 1)))
  }

  private mutating func chance(_ parts: Int) -> Bool { number(below: parts) == 0 }

  private mutating func pick<Value>(_ values: [Value]) -> Value? {
    values.isEmpty ? nil : values[number(below: values.count)]
  }

  /// The head of one and the tail of the other.
  private mutating func spliced(_ head: [UInt8], _ tail: [UInt8]) -> [UInt8] {
    head.prefix(number(below: head.count + 1)) + tail.suffix(number(below: tail.count + 1))
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    if bytes.isEmpty { return bytes.append(edge()) }
    let place = number(below: bytes.count)
    switch number(below: 20) {
    case 0: bytes.removeSubrange(place..<min(bytes.count, place + 1 + number(below: 60)))
    case 1: bytes.remove(at: place)
    case 2, 3: bytes.insert(edge(), at: place)
    case 4: bytes.insert(contentsOf: bytes[place...].prefix(number(below: 40)), at: place)
    case 5: bytes[place] ^= 1 << UInt8(number(below: 8))
    case 6, 7: bytes[place] = edge()
    case 8: bytes[place] &+= 1
    case 9: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
    case 10, 11: bytes.insert(contentsOf: pick(words) ?? [edge()], at: place)
    case 12: replaceNumber(in: &bytes, near: place)
    case 13, 14: replaceText(in: &bytes, near: place)
    case 15, 16: changeLines(&bytes)
    case 17: repeatRun(in: &bytes, at: place)
    case 18: changeWord(in: &bytes, at: place)
    default: if chance(8) { bytes.removeSubrange(place...) }
    }
  }

  /// Where lengths, signs, pointers and text change their meaning.
  private mutating func edge() -> UInt8 {
    let edges: [UInt8] = [
      0, 1, 2, 9, 10, 13, 16, 22, 27, 32, 34, 35, 39, 44, 45, 46, 47, 58, 61, 63, 64, 91, 92, 93,
      96,
      123, 125, 127, 128, 155, 191, 192, 224, 254, 255,
    ]
    return edges[number(below: edges.count)]
  }

  /// The next run of digits becomes a number at which a width ends.
  private mutating func replaceNumber(in bytes: inout [UInt8], near place: Int) {
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    let numbers = [
      "0", "1", "-1", "00", "255", "256", "65535", "65536", "4294967295", "4294967296",
      "9223372036854775807", "9223372036854775808", "18446744073709551615",
      "18446744073709551616", "1e999", "0x10", "0.5",
    ]
    bytes.replaceSubrange(start..<end, with: Array(numbers[number(below: numbers.count)].utf8))
  }

  /// What stands between the next two quotation marks becomes text that somebody hostile would
  /// choose.
  private mutating func replaceText(in bytes: inout [UInt8], near place: Int) {
    let quote = UInt8(ascii: "\"")
    guard let start = bytes[place...].firstIndex(of: quote),
      let end = bytes[(start + 1)...].firstIndex(of: quote)
    else { return }
    bytes.replaceSubrange((start + 1)..<end, with: hostileText())
  }

  private mutating func hostileText() -> [UInt8] {
    let pieces = [
      "", "a", "\\u0000", "\\u001b[2J", "\\n", "\\ud800", "\\\"", "\u{202e}", "\u{2028}",
      "\u{feff}",
      "\u{9b}", "é", "\u{1f600}", "\u{e0041}", " ", "'", "$(id)", "${HOME}", "*", "://", "@", ":",
      "[",
      "::1", "127.0.0.1", "xn--", ".", "..", "/", "--token", "=", "=hunter2", "%s", "&a", "<<",
    ]
    var text: [UInt8] = []
    for _ in 0..<number(below: 6) {
      let piece = Array(pieces[number(below: pieces.count)].utf8)
      let times = chance(20) ? number(below: 2_000) : 1
      for _ in 0..<times { text += piece }
    }
    return text
  }

  /// Leaves out, doubles or swaps whole lines.
  private mutating func changeLines(_ bytes: inout [UInt8]) {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
    let (one, other) = (number(below: lines.count), number(below: lines.count))
    switch number(below: 3) {
    case 0: lines.remove(at: one)
    case 1: lines.insert(lines[one], at: other)
    default: lines.swapAt(one, other)
    }
    bytes = Array(lines.joined(separator: [10]))
  }

  /// Depth, length and count: one to four bytes, or a whole piece, many times.
  private mutating func repeatRun(in bytes: inout [UInt8], at place: Int) {
    let run = Array(bytes[place...].prefix(1 + number(below: chance(2) ? 4 : 60)))
    let times = chance(30) ? number(below: 20_000) : number(below: 100)
    guard run.count * times + bytes.count <= Self.longest else { return }
    bytes.insert(contentsOf: (0..<times).flatMap { _ in run }, at: place)
  }

  /// Two or four bytes as a number in the machine's order, or in that of networks.
  private mutating func changeWord(in bytes: inout [UInt8], at place: Int) {
    let numbers: [UInt32] = [0, 1, 0x7f, 0xff, 0x100, 0x7fff, 0xffff, 0x7fff_ffff, .max]
    let value = numbers[number(below: numbers.count)]
    let (width, isSwapped) = (chance(2) ? 2 : 4, chance(2))
    for offset in 0..<min(width, bytes.count - place) {
      let byte = isSwapped ? width - 1 - offset : offset
      bytes[place + offset] = UInt8(truncatingIfNeeded: value >> UInt32(8 * byte))
    }
  }
}
