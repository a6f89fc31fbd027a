// SPDX-License-Identifier: Apache-2.0

/// Gives lines and findings of one run their UUIDs.
struct EventNumbering: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  init(host: Host) {
    var digest = Digest()
    digest.add(host.bootID)
    digest.add(host.runID)
    (high, low) = digest.value()
  }

  func line(_ sequence: UInt64, at time: WallTime) -> EventID {
    EventID(
      milliseconds: time.milliseconds,
      hash: (Self.mix(high &+ sequence), Self.mix(low ^ Self.mix(sequence))))
  }

  func finding(_ fingerprint: Fingerprint, at time: WallTime) -> EventID {
    EventID(
      milliseconds: time.milliseconds,
      hash: (high ^ fingerprint.high, low ^ Self.mix(fingerprint.low)))
  }

  /// One-to-one, and spreads every bit over all others.
  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value &+ 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
