// SPDX-License-Identifier: Apache-2.0

/// Nanoseconds of one run of some work: the median of many batches, and the lowest.
struct Timing {
  let median: Int
  let lowest: Int

  private static let batches = 31

  /// `work` gets a number that grows and returns something, so that it cannot be left out. `per` is
  /// how many things one run of it does.
  static func of(_ runs: Int, per things: Int = 1, _ work: (Int) -> Int) -> Timing {
    var number = 0
    var sum = 0
    let times = (0...batches).map { _ in
      let start = ContinuousClock.now
      for _ in 0..<runs {
        number += 1
        sum &+= work(number)
      }
      let time = start.duration(to: .now).components
      return Int(time.seconds * 1_000_000_000 + time.attoseconds / 1_000_000_000)
        / (runs * things)
    }
    precondition(sum != .min)
    return Timing(of: Array(times.dropFirst()))
  }

  /// Of some measurements, one at least.
  init(of times: [Int]) {
    let sorted = times.sorted()
    median = sorted[sorted.count / 2]
    lowest = sorted[0]
  }
}
