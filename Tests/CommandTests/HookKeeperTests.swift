// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Kernel
import Testing

@testable import egret

@Suite struct HookKeeperTests {
  /// A keeper and its kernel side, as the loop uses them. `#expect` takes nothing that cannot be
  /// copied.
  private final class Keeping {
    private var keeper = HookKeeper()
    private var kernel = FakeKernel()

    var fallen: [String] { keeper.fallen }
    var attachedAgain: [String] { kernel.attachedAgain }
    var proofs: Int { kernel.proofs }

    func takeOff(_ hook: KernelHook, isStubborn: Bool = false) {
      kernel.detached = [hook]
      kernel.isStubborn = isStubborn
    }

    func silence(_ hook: KernelHook) { kernel.silent = [hook] }
    func meanwhile(_ event: Event) { kernel.meanwhile = [event] }

    /// Every second: what is reported.
    func second() -> [Notice] {
      var notices = keeper.look(at: &kernel)
      if keeper.repair(&kernel) { notices += keeper.prove(&kernel).notices }
      return notices
    }

    /// With every heartbeat.
    func heartbeat() -> (notices: [Notice], events: Int) {
      let first = keeper.prove(&kernel)
      guard keeper.repair(&kernel) else { return (first.notices, first.events.count) }
      let second = keeper.prove(&kernel)
      return (first.notices + second.notices, first.events.count + second.events.count)
    }
  }

  private let hook = KernelHook.all[3]

  @Test func hooksThatAreWellAreLeftAlone() {
    let keeping = Keeping()
    #expect(keeping.second().isEmpty && keeping.heartbeat().notices.isEmpty)
    #expect(keeping.proofs == 1 && keeping.attachedAgain.isEmpty)
  }

  @Test func aHookThatIsTakenOffIsAttachedAndProvenAtOnce() {
    let keeping = Keeping()
    keeping.takeOff(hook)
    #expect(keeping.second() == [.hook(hook.program, .detached), .hook(hook.program, .restored)])
    #expect(keeping.attachedAgain == [hook.program] && keeping.proofs == 1)
    #expect(keeping.fallen.isEmpty && keeping.second().isEmpty)
  }

  @Test func aSilentHookIsAttachedAgainWithTheProofThatFoundIt() {
    let keeping = Keeping()
    keeping.silence(hook)
    #expect(
      keeping.heartbeat().notices
        == [.hook(hook.program, .silent), .hook(hook.program, .restored)])
    #expect(keeping.attachedAgain == [hook.program] && keeping.proofs == 2)
  }

  /// Every second would be too often.
  @Test func aHookThatStaysDownIsReportedOnceAndTriedWithEachProof() {
    let keeping = Keeping()
    keeping.takeOff(hook, isStubborn: true)
    #expect(keeping.second() == [.hook(hook.program, .detached)])
    #expect(keeping.second().isEmpty && keeping.attachedAgain.count == 1)
    #expect(keeping.heartbeat().notices.isEmpty && keeping.attachedAgain.count == 2)
    #expect(keeping.fallen == [hook.program])
  }

  @Test func whatOthersDoMeanwhileIsHandedOn() {
    let keeping = Keeping()
    keeping.meanwhile(.tick(Instant(nanoseconds: 1)))
    #expect(keeping.heartbeat().events == 1)
  }
}
