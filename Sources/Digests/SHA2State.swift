// SPDX-License-Identifier: Apache-2.0

/// A digest in the making, of 32-bit words (SHA-256) or 64-bit words (SHA-512). Names of one letter
/// are the standard's.
struct SHA2State<Word: FixedWidthInteger & UnsignedInteger & SendableMetatype> {
  private static var bytes: Int { Word.bitWidth / 8 }
  private static var block: Int { 16 * bytes }

  private let rotations: SHA2Rotations
  private let k: [Word]
  private var hash: [Word]
  /// The schedule of the block at hand, used again for each.
  private var w: [Word]

  private init(_ rotations: SHA2Rotations) {
    self.rotations = rotations
    k = SHA2Constants.round.prefix(Self.bytes == 4 ? 64 : 80).map(Self.upper)
    hash = SHA2Constants.initial.map(Self.upper)
    w = Array(repeating: 0, count: k.count)
  }

  private static func upper(_ constant: UInt64) -> Word {
    Word(truncatingIfNeeded: constant >> (64 - Word.bitWidth))
  }

  static func digest(of message: [UInt8], _ rotations: SHA2Rotations) -> [UInt8] {
    var state = Self(rotations)
    let whole = message.count - message.count % block
    state.add(message[..<whole])
    state.add(padded(message[whole...], length: message.count)[...])
    return state.hash.flatMap { big(UInt64($0), bytes) }
  }

  /// The last one or two blocks: a one bit, zeros, and the message's length in bits.
  private static func padded(_ rest: ArraySlice<UInt8>, length: Int) -> [UInt8] {
    let marked = Array(rest) + [0x80]
    let most = block - 2 * bytes
    let size = marked.count > most ? 2 * block : block
    let zeros = Array(repeating: UInt8(0), count: size - 8 - marked.count)
    return marked + zeros + big(UInt64(length) &* 8, 8)
  }

  private static func big(_ number: UInt64, _ count: Int) -> [UInt8] {
    (1...count).map { UInt8(truncatingIfNeeded: number >> (8 * (count - $0))) }
  }

  private mutating func add(_ blocks: ArraySlice<UInt8>) {
    for start in stride(from: blocks.startIndex, to: blocks.endIndex, by: Self.block) {
      schedule(blocks[start..<start + Self.block])
      compress()
    }
  }

  private mutating func schedule(_ block: ArraySlice<UInt8>) {
    for t in 0..<16 {
      let at = block.startIndex + Self.bytes * t
      w[t] = block[at..<at + Self.bytes].reduce(0) { $0 << 8 | Word($1) }
    }
    for t in 16..<w.count {
      let first = small(w[t - 2], rotations.sigma1) &+ w[t - 7]
      w[t] = first &+ small(w[t - 15], rotations.sigma0) &+ w[t - 16]
    }
  }

  private mutating func compress() {
    var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
    var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
    for t in k.indices {
      let choice = (e & f) ^ (~e & g)
      let t1 = h &+ big(e, rotations.bigSigma1) &+ choice &+ k[t] &+ w[t]
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let t2 = big(a, rotations.bigSigma0) &+ majority
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
    }
    hash[0] &+= a
    hash[1] &+= b
    hash[2] &+= c
    hash[3] &+= d
    hash[4] &+= e
    hash[5] &+= f
    hash[6] &+= g
    hash[7] &+= h
  }

  private func big(_ x: Word, _ by: (Int, Int, Int)) -> Word {
    rotated(x, by.0) ^ rotated(x, by.1) ^ rotated(x, by.2)
  }

  private func small(_ x: Word, _ by: (Int, Int, Int)) -> Word {
    rotated(x, by.0) ^ rotated(x, by.1) ^ (x >> by.2)
  }

  private func rotated(_ x: Word, _ by: Int) -> Word { (x >> by) | (x << (Word.bitWidth - by)) }
}
