// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// What a service manager hears of a running egret.
  @Suite struct WatchdogTests {
    private func signs(_ heard: [String]) -> Int { heard.count { $0 == "WATCHDOG=1" } }

    @Test("The loop's life is told while it turns, and only then", .timeLimit(.minutes(1)))
    func stoppedLoopIsSilent() throws {
      let egret = try RunningEgret()
      defer { egret.remove() }
      let manager = try NotifySocket(egret.path("notify"))
      egret.process.environment = ProcessInfo.processInfo.environment.merging(
        ["NOTIFY_SOCKET": egret.path("notify"), "WATCHDOG_USEC": "3000000"]) { $1 }
      try egret.watchHome()
      var heard: [String] = []
      try egret.wait(for: "signs of life") {
        heard += manager.heard()
        return signs(heard) >= 2
      }
      #expect(heard.first == "READY=1")
      egret.pause()
      usleep(200_000)
      _ = manager.heard()
      usleep(3_500_000)
      #expect(manager.heard().isEmpty, "a manager would start it again")
      egret.resume()
      heard = []
      try egret.wait(for: "another sign of life") {
        heard += manager.heard()
        return signs(heard) >= 1
      }
      egret.stop()
      #expect((heard + manager.heard()).last == "STOPPING=1")
      #expect(egret.process.terminationStatus == 0, "\(egret.errors)")
    }
  }
}
