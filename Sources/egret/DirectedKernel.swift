// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel

/// A kernel side that can be directed: which programs it reports.
protocol DirectedKernel: ~Copyable {
  mutating func watch(_ program: ProgramID)
  mutating func ignore(_ program: ProgramID)
  mutating func follow(_ program: ProgramID)
  mutating func forget(_ program: ProgramID)
  mutating func seed(_ process: ProcessID, program: ProgramID)
  /// The base names of all programs that may be a server or begin one. False if they are too many: then
  /// all lives are reported.
  mutating func suspect(_ names: Set<String>, shells: Set<String>) -> Bool
  /// The TCP ports of which is reported who takes them.
  mutating func await(ports: Set<UInt16>)
  /// Users whose execs are reported whatever they run, and whether those in cgroups are that nobody
  /// passed. False if the users are too many.
  mutating func awaitRuns(users: Set<UInt32>, byCgroup: Bool) -> Bool
  /// No server of the policy's runs in this cgroup.
  mutating func pass(cgroup: String)
  /// The lives of all are reported.
  mutating func suspectEverything()
  /// The program that a process runs; nil if the kernel side does not know the process.
  func program(of process: ProcessID) -> ProgramID?
  /// What was kept of the last stranger that had the pid.
  func stranger(pid: UInt32) -> Exec?
}

extension KernelSession: DirectedKernel {}
