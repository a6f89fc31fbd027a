// SPDX-License-Identifier: Apache-2.0

import Alerts
import Kernel
import Testing

@testable import egret

@Suite struct HookHealthTests {
  /// A box: `#expect` takes no mutating calls.
  private final class Box {
    var health = HookHealth()
    var fallen: [String] { health.fallen }
    func update(_ report: CanaryReport) -> [Notice] { health.update(report) }
    func fell(_ hooks: [KernelHook]) -> [Notice] { health.fell(hooks) }
  }

  private func report(_ outcomes: [CanaryReport.Outcome]) -> CanaryReport {
    CanaryReport(zip(KernelHook.all, outcomes).map { CanaryReport.Entry(hook: $0, outcome: $1) })
  }

  private let first = KernelHook.all[0].program

  @Test func tellsEachChangeOnce() {
    let health = Box()
    #expect(health.update(report([.reported])).isEmpty)
    #expect(health.update(report([.silent])) == [.hook(first, .silent)])
    #expect(health.update(report([.silent])).isEmpty)
    #expect(health.fallen == [first])
    #expect(health.update(report([.reported])) == [.hook(first, .restored)])
    #expect(health.update(report([.reported])).isEmpty)
    #expect(health.fallen.isEmpty)
  }

  @Test func detachedIsToldByWhoeverSeesItFirst() {
    let health = Box()
    #expect(health.fell([KernelHook.all[0]]) == [.hook(first, .detached)])
    #expect(health.fell([KernelHook.all[0]]).isEmpty)
    #expect(health.update(report([.detached])).isEmpty)
    #expect(health.update(report([.reported])) == [.hook(first, .restored)])
  }

  /// Attached again counts, where nothing can prove it; a silence is not over because nobody asked.
  @Test func whatCannotBeTriedIsNoProof() {
    let health = Box()
    _ = health.update(report([.detached, .silent]))
    let notices = health.update(report([.notTried("no IPv6"), .notTried("no IPv6")]))
    #expect(notices == [.hook(first, .restored)])
    #expect(health.fallen == [KernelHook.all[1].program])
  }

  @Test func whatNeverWasThereIsNotNews() {
    let health = Box()
    #expect(health.update(report([.notAttached("old kernel")])).isEmpty)
    #expect(health.fallen.isEmpty)
  }
}
