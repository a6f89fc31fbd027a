// SPDX-License-Identifier: Apache-2.0

import Alerts

/// Times the rooms between the kernel and the sinks: one line each, `name<TAB>median<TAB>lowest`, in
/// nanoseconds.
@main struct Rooms {
  static func main() {
    for format in AlertFormat.allCases {
      var writer = AlertWriter(format: format, host: Sample.host)
      let alert = Alert(Sample.finding)
      tell("alert as \(format.rawValue)", Timing.of(1_000) { number in
        writer.line(alert, sequence: UInt64(number)).bytes.count
      })
    }
    var scene = Story()
    scene.begin()
    tell("Monitor.consume: expected destination", Timing.of(1_000) { scene.reach($0) })
    tell("Monitor.consume: unexpected destination", Timing.of(1_000) { scene.stray($0) })
    for hosts in [10, 1_000] {
      let judging = Judging(hosts: hosts)
      tell("Expectations.judge: a name among \(hosts) hosts", Timing.of(1_000) { judging.ask($0) })
    }
    tell("Monitor.consume: fork, exec, exit of a stranger, each", Timing.of(1_000, per: 3) {
      scene.live($0)
    })
  }

  private static func tell(_ name: String, _ timing: Timing) {
    print("\(name)\t\(timing.median)\t\(timing.lowest)")
  }
}
