// SPDX-License-Identifier: Apache-2.0

/// Changes inputs at random, the same way for the same seed (SplitMix64).
struct Mutation: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  mutating func number(below limit: Int) -> Int { Int(next() % UInt64(max(limit, 1))) }

  mutating func mutate(_ input: [UInt8]) -> [UInt8] {
    var bytes = input
    for _ in 0...number(below: 6) {
      guard !bytes.isEmpty else { return bytes }
      change(&bytes)
    }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = number(below: bytes.count)
    switch number(below: 8) {
    case 0: bytes.removeSubrange(place...)
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(edge(), at: place)
    case 3: bytes.insert(contentsOf: bytes[place...].prefix(number(below: 40)), at: place)
    case 4: bytes[place] ^= 1 << UInt8(number(below: 8))
    case 5: bytes[place] = edge()
    case 6: bytes[place] &+= 1
    default: bytes[place] = UInt8(truncatingIfNeeded: next())
    }
  }

  /// Where lengths, signs, pointers and text change their meaning.
  private mutating func edge() -> UInt8 {
    let edges: [UInt8] = [0, 1, 2, 10, 12, 16, 22, 34, 63, 64, 92, 127, 128, 191, 192, 254, 255]
    return edges[number(below: edges.count)]
  }
}
