// SPDX-License-Identifier: Apache-2.0

/// The AES-128 cipher of one block (FIPS 197), which QUIC's header protection needs and Crypto does not
/// offer. Its keys here are public: they follow from a packet that anybody can read. So nothing is
/// lost by tables whose reads take time that depends on the key.
struct AESBlock {
  static let size = 16
  private static let rounds = 10

  /// The eleven round keys, one after another.
  private var schedule: [UInt8]

  /// nil for a key of another length than 16 bytes.
  init?(key: [UInt8]) {
    guard key.count == Self.size else { return nil }
    schedule = key
    var constant: UInt8 = 1
    for word in 4..<(4 * (Self.rounds + 1)) {
      var last = Array(schedule.suffix(4))
      if word.isMultiple(of: 4) {
        last = [last[1], last[2], last[3], last[0]].map { Self.box[Int($0)] }
        last[0] ^= constant
        constant = Self.double(constant)
      }
      for index in 0..<4 { schedule.append(schedule[4 * (word - 4) + index] ^ last[index]) }
    }
  }

  /// nil for a block of another length than 16 bytes.
  func encrypt(_ block: ArraySlice<UInt8>) -> [UInt8]? {
    guard block.count == Self.size else { return nil }
    var state = add(Array(block), round: 0)
    for round in 1...Self.rounds {
      state = Self.shiftRows(state.map { Self.box[Int($0)] })
      if round < Self.rounds { state = Self.mixColumns(state) }
      state = add(state, round: round)
    }
    return state
  }

  private func add(_ state: [UInt8], round: Int) -> [UInt8] {
    state.indices.map { state[$0] ^ schedule[Self.size * round + $0] }
  }

  /// Bytes stand column by column; row `r` moves `r` places.
  private static func shiftRows(_ state: [UInt8]) -> [UInt8] {
    state.indices.map { state[($0 + 4 * ($0 % 4)) % size] }
  }

  private static func mixColumns(_ state: [UInt8]) -> [UInt8] {
    state.indices.map { index in
      let start = index - index % 4
      func at(_ offset: Int) -> UInt8 { state[start + (index + offset) % 4] }
      return double(at(0)) ^ double(at(1)) ^ at(1) ^ at(2) ^ at(3)
    }
  }

  /// Twice a number of the field that AES counts in.
  private static func double(_ byte: UInt8) -> UInt8 { byte << 1 ^ (byte & 0x80 == 0 ? 0 : 0x1b) }

  /// The S-box (FIPS 197, section 5.1.1): each number's inverse, turned and mixed with itself. Powers of
  /// 3 reach every number but 0, and those of its inverse count down along.
  private static let box: [UInt8] = {
    var box = [UInt8](repeating: 0x63, count: 256)
    var (power, inverse): (UInt8, UInt8) = (1, 1)
    repeat {
      power ^= double(power)
      inverse = third(inverse)
      var mixed = inverse
      for turn in 1...4 as ClosedRange<UInt8> { mixed ^= inverse << turn | inverse >> (8 - turn) }
      box[Int(power)] = mixed ^ 0x63
    } while power != 1
    return box
  }()

  /// Divided by 3.
  private static func third(_ byte: UInt8) -> UInt8 {
    var byte = byte
    for shift in [1, 2, 4] as [UInt8] { byte ^= byte << shift }
    return byte & 0x80 == 0 ? byte : byte ^ 0x09
  }
}
