// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel

@testable import egret

/// A kernel side of a test's own: keeps what it was told, and its hooks do what the test says.
struct FakeKernel: DirectedKernel, HookedKernel, ~Copyable {
  var directives: [String] = []
  /// Base names of the programs whose lives are reported.
  var suspects: Set<String> = []
  /// Of which is reported who takes them.
  var awaitedPorts: Set<UInt16> = []
  var awaitedUsers: Set<UInt32> = []
  var looksByCgroup = false
  /// Cgroups of none of the policy's servers.
  var passed: [String] = []
  var suspectsEverything = false
  /// Hooks that somebody took off.
  var detached: [KernelHook] = []
  /// Hooks that a restored attachment does not help.
  var isStubborn = false
  /// Hooks that do not report.
  var silent: [KernelHook] = []
  var attachedAgain: [String] = []
  var proofs = 0
  /// What others do while the hooks are proven.
  var meanwhile: [Event] = []

  var hooks: [HookState] {
    KernelHook.all.map { HookState(hook: $0, outcome: .attached) }
  }

  mutating func watch(_ program: ProgramID) {
    directives.append("watch \(program.rawValue)")
  }
  mutating func ignore(_ program: ProgramID) { directives.append("ignore \(program.rawValue)") }
  mutating func follow(_ program: ProgramID) { directives.append("follow \(program.rawValue)") }
  mutating func forget(_ program: ProgramID) { directives.append("forget \(program.rawValue)") }
  mutating func seed(_ process: ProcessID, program: ProgramID) {
    directives.append("seed \(process.pid)")
  }

  mutating func suspect(_ names: Set<String>, shells: Set<String>) -> Bool {
    suspects = names
    return true
  }
  mutating func await(ports: Set<UInt16>) { awaitedPorts = ports }
  mutating func awaitRuns(users: Set<UInt32>, byCgroup: Bool) -> Bool {
    (awaitedUsers, looksByCgroup) = (users, byCgroup)
    return true
  }
  mutating func pass(cgroup: String) { passed.append(cgroup) }
  mutating func suspectEverything() { suspectsEverything = true }
  func program(of process: ProcessID) -> ProgramID? { nil }
  func stranger(pid: UInt32) -> Exec? { nil }

  mutating func detachedHooks() -> [KernelHook] { detached }

  mutating func attachAgain(_ hook: KernelHook) -> Bool {
    attachedAgain.append(hook.program)
    if isStubborn { return false }
    detached.removeAll { $0 == hook }
    silent.removeAll { $0 == hook }
    return true
  }

  mutating func prove(_ body: (Event) -> Void) -> CanaryReport {
    proofs += 1
    for event in meanwhile { body(event) }
    return CanaryReport(
      KernelHook.all.map { hook in
        CanaryReport.Entry(
          hook: hook,
          outcome: detached.contains(hook)
            ? .detached : silent.contains(hook) ? .silent : .reported)
      })
  }
}
