// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Nanoseconds of one run of some work, by the clock of the thread's own time on a processor: the median
/// of many batches, and the lowest.
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
      let start = now
      for _ in 0..<runs {
        number += 1
        sum &+= work(number)
      }
      return (now - start) / (runs * things)
    }
    precondition(sum != .min)
    return Timing(of: Array(times.dropFirst()))
  }

  /// What else runs on the machine does not count.
  static var now: Int {
    var time = timespec()
    guard unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0 else { fatalError("no clock") }
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// Of some measurements, one at least.
  init(of times: [Int]) {
    let sorted = times.sorted()
    median = sorted[sorted.count / 2]
    lowest = sorted[0]
  }
}
