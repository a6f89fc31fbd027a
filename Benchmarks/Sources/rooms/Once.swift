// SPDX-License-Identifier: Apache-2.0

import Alerts

/// One thing so often, for a profiler to count.
enum Once {
  static func run(_ name: String, _ count: Int) {
    var reader = LiveReader()
    switch name {
    case "expected": repeated(count) { reader.reachExpected($0) }
    case "named": repeated(count) { reader.reachNamed($0) }
    case "again": repeated(count) { reader.reachAgain($0) + reader.end($0) }
    case "new": repeated(count) { reader.reachNew($0) }
    case "stranger": repeated(count) { reader.live($0) }
    case "write": write(count)
    case "replay": recorded(count) { $0.replay() }
    case "read": recorded(count) { $0.read() }
    case "judge": recorded(count) { $0.judge() }
    default: print("expected, named, again, new, stranger, write, replay, read or judge")
    }
  }

  @inline(never)
  private static func repeated(_ count: Int, _ work: (Int) -> Int) {
    var sum = 0
    for number in 1...max(1, count) { sum &+= work(number) }
    print(sum)
  }

  private static func write(_ count: Int) {
    var writer = AlertWriter(format: .ocsf, host: Sample.host)
    let alert = Alert(Sample.finding)
    repeated(count) { writer.line(alert, sequence: UInt64($0)).bytes.count }
  }

  private static func recorded(_ count: Int, _ work: (Recording) -> Int) {
    let recording = Recording(count: count)
    repeated(1) { _ in work(recording) }
  }
}
