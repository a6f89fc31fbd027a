// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Attached programs: closing a link detaches its program. Owns the links.
@safe struct Attachments: ~Copyable {
  private var links: [String: OpaquePointer] = unsafe [:]
  private let cgroup: FileDescriptor
  /// Outcomes in the order of `KernelHook.all`.
  private(set) var states: [HookState] = []

  /// `cgroup` is the directory of the root cgroup.
  init(cgroup: consuming FileDescriptor) { self.cgroup = cgroup }

  /// Attaches one hook and keeps what became of it.
  mutating func attach(_ hook: KernelHook, in object: borrowing LoadedObject, tracefs: borrowing Tracefs) {
    guard let program = unsafe object.program(hook.program), unsafe bpf_program__fd(program) >= 0
    else {
      states.append(HookState(hook: hook, outcome: .missing("the program is not loaded")))
      return
    }
    let link = unsafe make(hook.kind, program: program, tracefs: tracefs)
    let why = KernelError.text(errno: errno)
    if let link = unsafe link { unsafe links[hook.program] = link }
    let outcome: HookState.Outcome = unsafe link == nil ? .missing(why) : .attached
    states.append(HookState(hook: hook, outcome: outcome))
  }

  @unsafe private func make(
    _ kind: HookKind, program: OpaquePointer, tracefs: borrowing Tracefs
  ) -> OpaquePointer? {
    switch kind {
    case .typedTracepoint: return unsafe bpf_program__attach(program)
    case .cgroup: return unsafe bpf_program__attach_cgroup(program, cgroup.number)
    case .syscallTracepoint(let name):
      guard let number = tracefs.number(ofSyscallTracepoint: name) else { return nil }
      let event = egret_open_tracepoint(number)
      // The link owns the event from here on.
      return event < 0 ? nil : unsafe bpf_program__attach_perf_event(program, event)
    }
  }

  /// Hooks whose link the kernel says is bound to nothing: root can detach a cgroup link silently.
  mutating func detached() -> [KernelHook] {
    var gone: [KernelHook] = []
    for index in states.indices where states[index].outcome == .attached {
      guard case .cgroup = states[index].hook.kind, isDetached(states[index].hook.program) else {
        continue
      }
      states[index].outcome = .detached
      gone.append(states[index].hook)
    }
    return gone
  }

  private func isDetached(_ program: String) -> Bool {
    guard let link = unsafe links[program] else { return false }
    var info = bpf_link_info()
    var size = UInt32(MemoryLayout<bpf_link_info>.size)
    guard unsafe bpf_obj_get_info_by_fd(bpf_link__fd(link), &info, &size) == 0 else { return true }
    return info.cgroup.cgroup_id == 0
  }

  /// Attaches again what was found detached; true where that worked.
  mutating func restore(
    _ hook: KernelHook, in object: borrowing LoadedObject, tracefs: borrowing Tracefs
  ) -> Bool {
    if let old = unsafe links.removeValue(forKey: hook.program) { unsafe bpf_link__destroy(old) }
    states.removeAll { $0.hook == hook }
    attach(hook, in: object, tracefs: tracefs)
    return states.last?.outcome == .attached
  }

  deinit {
    unsafe links.values.forEach { unsafe bpf_link__destroy($0) }
  }
}
