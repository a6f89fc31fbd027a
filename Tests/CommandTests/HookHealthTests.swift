// SPDX-License-Identifier: Apache-2.0

import Alerts
import Kernel
import Testing

@testable import egret

@Suite struct HookHealthTests {
  private func report(_ outcomes: [CanaryReport.Outcome]) -> CanaryReport {
    CanaryReport(zip(KernelHook.all, outcomes).map { CanaryReport.Entry(hook: $0, outcome: $1) })
  }

  private let first = KernelHook.all[0].program

  @Test func tellsEachChangeOnce() {
    var health = HookHealth()
    #expect(health.update(report([.reported])).isEmpty)
    #expect(health.update(report([.silent])) == [.hook(first, .silent)])
    #expect(health.update(report([.silent])).isEmpty)
    #expect(health.fallen == [first])
    #expect(health.update(report([.reported])) == [.hook(first, .restored)])
    #expect(health.update(report([.reported])).isEmpty)
    #expect(health.fallen.isEmpty)
  }

  @Test func detachedIsToldByWhoeverSeesItFirst() {
    var health = HookHealth()
    #expect(health.fell([KernelHook.all[0]]) == [.hook(first, .detached)])
    #expect(health.fell([KernelHook.all[0]]).isEmpty)
    #expect(health.update(report([.detached])).isEmpty)
    #expect(health.update(report([.reported])) == [.hook(first, .restored)])
  }

  /// Attached again counts, where nothing can prove it; a silence is not over because nobody asked.
  @Test func whatCannotBeTriedIsNoProof() {
    var health = HookHealth()
    _ = health.update(report([.detached, .silent]))
    let notices = health.update(report([.notTried("no IPv6"), .notTried("no IPv6")]))
    #expect(notices == [.hook(first, .restored)])
    #expect(health.fallen == [KernelHook.all[1].program])
  }

  @Test func whatNeverWasThereIsNotNews() {
    var health = HookHealth()
    #expect(health.update(report([.notAttached("old kernel")])).isEmpty)
    #expect(health.fallen.isEmpty)
  }
}
