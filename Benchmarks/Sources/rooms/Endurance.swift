// SPDX-License-Identifier: Apache-2.0

import Events

/// What is left, and how long it takes, after ten million events, and after 400,000 strangers that fork,
/// exec and exit: thirty seconds of exits are kept, which are 100,000 here.
enum Endurance {
  private static let million = 1_000_000

  static func tell() {
    events()
    strangers()
  }

  /// A million after the other. What the tables hold at most they hold after the first.
  private static func events() {
    print(Row.left("ten million events", 40) + Row.right("ns an event", 14) + Row.right("kB in use", 14))
    var maker = Maker()
    var judging = Recording.Judging()
    let before = Memory.used
    judging.consume(maker.begin())
    for part in 1...10 {
      let start = Timing.now
      for number in (part - 1) * million..<part * million { judging.consume(maker.event(number)) }
      let time = (Timing.now - start) / million
      print(
        Row.left("  after \(part) million", 40)
          + Row.right(time, 14)
          + Row.right(Memory.kilobytes(since: before), 14))
    }
  }

  private static func strangers() {
    print(
      Row.left("strangers, each a fork, an exec, an exit", 40) + Row.right("ns a stranger", 14)
        + Row.right("kB in use", 14))
    var reader = LiveReader()
    let before = Memory.used
    for part in 1...10 {
      let start = Timing.now
      for number in (part - 1) * 40_000..<part * 40_000 {
        _ = reader.live(number)
        if number % 2_000 == 0 { reader.tick() }
      }
      let time = (Timing.now - start) / 40_000
      print(
        Row.left("  after \(part * 40),000", 40)
          + Row.right(time, 14)
          + Row.right(Memory.kilobytes(since: before), 14))
    }
  }
}
