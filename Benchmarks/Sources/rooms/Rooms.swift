// SPDX-License-Identifier: Apache-2.0

import Alerts

/// Times the rooms between the kernel and the sinks: one line each, `name<TAB>median<TAB>lowest`, in
/// nanoseconds. `rooms replay COUNT` only judges a recording of so many events, five times, for a profiler.
@main struct Rooms {
  static func main() {
    let words = CommandLine.arguments.dropFirst()
    if words.first == "replay", let count = words.last.flatMap({ Int($0) }) {
      let recording = Recording(count: count)
      print((0..<5).map { _ in recording.replay() })
      return
    }
    for format in AlertFormat.allCases {
      var writer = AlertWriter(format: format, host: Sample.host)
      let alert = Alert(Sample.finding)
      report("alert as \(format.rawValue)", Timing.of(1_000) { number in
        writer.line(alert, sequence: UInt64(number)).bytes.count
      })
    }
    var scene = Story()
    scene.begin()
    report("Monitor.consume: expected destination", Timing.of(1_000) { scene.reach($0) })
    report("Monitor.consume: unexpected destination", Timing.of(1_000) { scene.stray($0) })
    for hosts in [10, 1_000] {
      let judging = Judging(hosts: hosts)
      report("Expectations.judge: a name among \(hosts) hosts", Timing.of(1_000) { judging.ask($0) })
    }
    report("Monitor.consume: fork, exec, exit of a stranger, each", Timing.of(1_000, per: 3) {
      scene.live($0)
    })
    replay()
  }

  /// At most 3,333 ns an event is 300,000 events a second.
  private static func replay() {
    let recording = Recording(count: 200_000)
    report("replay of a recording, an event", Timing(of: (0..<5).map { _ in recording.replay() }))
    report("  of it reading the event log", Timing(of: (0..<5).map { _ in recording.read() }))
    report("  of it judging and folding", Timing(of: (0..<5).map { _ in recording.judge() }))
  }

  private static func report(_ name: String, _ timing: Timing) {
    print("\(name)\t\(timing.median)\t\(timing.lowest)")
  }
}
