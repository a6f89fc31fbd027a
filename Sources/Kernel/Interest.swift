// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import CWire
internal import Events
internal import Glibc

/// Writes user space's word on programs and processes into the kernel's tables.
@safe struct Interest {
  private let verdicts: Int32
  private let processes: Int32
  /// The global variable `epoch`: one more makes the kernel look every program up again.
  private let epoch: UnsafeMutablePointer<UInt32>
  private var known: Set<UInt64> = []
  /// Writes that the kernel refused: the program stays not yet classified, and reports everything.
  private(set) var refused: UInt64 = 0

  init(verdicts: Int32, processes: Int32, epoch: UnsafeMutablePointer<UInt32>) {
    self.verdicts = verdicts
    self.processes = processes
    unsafe self.epoch = unsafe epoch
  }

  mutating func watch(_ program: ProgramID) {
    write(program, wire_verdict(interest: WIRE_WATCHED.rawValue))
  }

  /// The first word on a program does not overwrite what the kernel side found meanwhile: it watches one that
  /// takes an awaited port, and user space has yet to see that.
  mutating func ignore(_ program: ProgramID) {
    let isFirst = !known.contains(program.rawValue)
    write(
      program, wire_verdict(interest: WIRE_IGNORED.rawValue), isFirst ? BPF_NOEXIST : BPF_ANY)
  }

  mutating func follow(_ program: ProgramID) {
    write(program, wire_verdict(interest: WIRE_FOLLOWED.rawValue))
  }

  mutating func forget(_ program: ProgramID) {
    var key = program.rawValue
    known.remove(key)
    unsafe bpf_map_delete_elem(verdicts, &key)
  }

  /// Tells the kernel which program a process that is older than Egret runs, or that a stranger is known
  /// now.
  mutating func seed(_ process: ProcessID, program: ProgramID) {
    if adopt(process) { return }
    var key = process.pid
    var state = wire_state(
      program: program.rawValue, start: process.start.nanoseconds,
      interest: WIRE_UNCLASSIFIED.rawValue, epoch: 0, execs: 0, is_unreported: 0, is_told: 1,
      is_stranger: 0)
    // Only where the kernel knows nothing: what it saw itself is newer than /proc.
    let result = unsafe bpf_map_update_elem(processes, &key, &state, UInt64(BPF_NOEXIST))
    if result != 0 && result != -EEXIST { refused += 1 }
  }

  /// The program that a process runs; nil if the kernel does not know the process.
  func program(of process: ProcessID) -> ProgramID? {
    state(of: process).map { ProgramID(rawValue: $0.program) }
  }

  /// False for a process that the kernel does not know. The process may exec while its state is written
  /// back: then the state is of another exec than the process's, which the kernel side notices.
  private func adopt(_ process: ProcessID) -> Bool {
    guard var state = state(of: process) else { return false }
    if state.is_told == 0 {
      var key = process.pid
      (state.is_told, state.is_stranger, state.is_unreported) = (1, 0, 0)
      unsafe bpf_map_update_elem(processes, &key, &state, UInt64(BPF_EXIST))
    }
    return true
  }

  private func state(of process: ProcessID) -> wire_state? {
    var key = process.pid
    var state = wire_state()
    guard unsafe bpf_map_lookup_elem(processes, &key, &state) == 0,
      state.start == process.start.nanoseconds
    else { return nil }
    return state
  }

  private mutating func write(
    _ program: ProgramID, _ verdict: wire_verdict, _ how: Int = BPF_ANY
  ) {
    guard program != .unknown else { return }
    var key = program.rawValue
    var value = verdict
    let result = unsafe bpf_map_update_elem(verdicts, &key, &value, UInt64(how))
    guard result == 0 || result == -EEXIST else {
      refused += 1
      return
    }
    // A changed mind: processes hold the old word until the epoch moves.
    if !known.insert(key).inserted { unsafe epoch.pointee &+= 1 }
  }
}
