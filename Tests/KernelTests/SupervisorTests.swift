// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import TestKit
import Testing

@testable import Kernel

/// What a service manager hears.
@Suite struct SupervisorTests {
  private static let names = [
    "/tmp/egret-notify-\(UUID().uuidString)", "@egret-notify-\(UUID().uuidString)",
  ]

  private func at(_ seconds: UInt64) -> Instant { Instant(nanoseconds: seconds * 1_000_000_000) }

  @Test(arguments: names)
  func hearsOfStartLifeAndEnd(name: String) throws {
    let listener = try NotifySocket(name)
    var manager = Supervisor(path: name, watchdog: "30000000", process: "\(getpid())")
    manager.say(.ready)
    for second in [100, 101, 109, 110, 111, 130] { manager.beat(at: at(UInt64(second))) }
    manager.say(.stopping)
    #expect(
      listener.heard() == [
        "READY=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1", "STOPPING=1",
      ])
  }

  @Test("Signs of life are for whom they were asked of", arguments: [nil, "0", "x"])
  func noWatchdogNoSign(watchdog: String?) throws {
    let name = "@egret-notify-\(UUID().uuidString)"
    let listener = try NotifySocket(name)
    var manager = Supervisor(path: name, watchdog: watchdog, process: nil)
    manager.beat(at: at(1))
    var other = Supervisor(path: name, watchdog: "1000000", process: "1")
    other.beat(at: at(1))
    #expect(listener.heard().isEmpty)
  }

  @Test("Without one nothing is said", arguments: [nil, "", "relative", "/nowhere/at/all"])
  func nobodyThere(path: String?) {
    var manager = Supervisor(path: path, watchdog: "1", process: nil)
    manager.say(.ready)
    manager.beat(at: at(1))
    #expect(path.flatMap(Supervisor.name) == nil || path == "/nowhere/at/all")
  }

  @Test func aThirdOfWhatIsGranted() {
    #expect(Supervisor.period("30000000") == 10_000_000_000)
    #expect(Supervisor.period("-1") == nil)
  }
}
