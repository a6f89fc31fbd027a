// SPDX-License-Identifier: Apache-2.0

import CLibbpf
import Events
import Foundation
import Testing

@testable import Kernel

extension KernelLive {
  /// Hooks that prove themselves, and a session that leaves nothing behind.
  @Suite struct CanaryTests {
    @Test(
      "Every hook that is attached reports, and nobody else hears of it", .timeLimit(.minutes(1)))
    func everyHookReports() throws {
      let capture = try Capture()
      var others: [Event] = []
      for _ in 0..<3 {
        let report = capture.prove { others.append($0) }
        for entry in report.entries {
          #expect(entry.outcome == .reported, "\(entry.hook.program): \(entry.outcome)")
        }
      }
      capture.drain { others.append($0) }
      let own = UInt32(getpid())
      #expect(Capture.family(of: own, in: others).isEmpty)
    }

    @Test("A life is made only where none was told", .timeLimit(.minutes(1)))
    func spawnsOnlyWhereNobodyDid() throws {
      let capture = try Capture()
      _ = try capture.watch(Trigger(command: ["/bin/true"]))
      _ = capture.prove()
      #expect(!capture.sightings.flight.flown.contains(.spawn))
      #expect(capture.sightings.told.isSuperset(of: ["on_fork", "on_exec", "on_exit"]))
    }

    @Test(
      "A hook taken off is found, attached again, and proven", .timeLimit(.minutes(1)),
      arguments: ["on_connect4", "on_egress", "on_socket"])
    func detachedHookComesBack(program: String) throws {
      let capture = try Capture()
      let found = KernelHook.all.first { $0.program == program }
      let hook = try #require(found)
      let number = capture.link(of: program)
      try ForeignLink.detach(try #require(number))
      let proof = capture.proveInPeace()
      #expect(proof[program] == .silent)
      #expect(proof.isBlind == hook.isRequired)
      #expect(capture.detachedHooks() == [hook])
      #expect(capture.prove()[program] == .detached)
      #expect(capture.attachAgain(hook))
      #expect(capture.prove()[program] == .reported)
      #expect(capture.detachedHooks().isEmpty)
      #expect(capture.hooks.map(\.hook) == KernelHook.ofThisMachine)
    }

    @Test("A session attaches once and leaves no link behind", .timeLimit(.minutes(1)))
    func leavesNothingBehind() throws {
      var numbers: [UInt32] = []
      do {
        let capture = try Capture()
        numbers = KernelHook.all.compactMap { capture.link(of: $0.program) }
        let attached = capture.hooks.filter { $0.outcome == .attached }
        #expect(Set(numbers).count == attached.count)
        #expect(numbers.allSatisfy(ForeignLink.exists))
      }
      // The kernel frees a link when the last program that runs is done with it.
      for _ in 0..<200 where numbers.contains(where: ForeignLink.exists) { usleep(10_000) }
      #expect(numbers.filter(ForeignLink.exists).isEmpty)
    }

    @Test(
      "A program left off is missing, with its reason, and the others work", .timeLimit(.minutes(1))
    )
    func loadsWithoutAProgram() throws {
      let object = try LoadedObject.load(
        without: ["on_socket"], limits: MachineLimits(),
        own: OwnProcesses(canary: nil))
      let tracefs = try Tracefs()
      var attachments = Attachments(cgroup: try CgroupRoot.open())
      let hooks = KernelHook.all.filter { ["on_socket", "on_connect4"].contains($0.program) }
      for hook in hooks {
        let refused = hook.program == "on_socket" ? "the verifier said no" : nil
        attachments.attach(hook, in: object, tracefs: tracefs, refused: refused)
      }
      #expect(attachments.states.map(\.outcome) == [.missing("the verifier said no"), .attached])
      attachments.attach(hooks[0], in: object, tracefs: tracefs)
      #expect(attachments.states.last?.outcome == .missing("the program is not loaded"))
    }
  }
}
