// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Attached programs: closing a link detaches its program. Owns the links.
@safe struct Attachments: ~Copyable {
  private var links: [String: OpaquePointer] = unsafe [:]
  private let cgroup: FileDescriptor
  /// Outcomes in the order of `KernelHook.ofThisMachine`.
  private(set) var states: [HookState] = []

  /// `cgroup` is the directory of the root cgroup.
  init(cgroup: consuming FileDescriptor) { self.cgroup = cgroup }

  /// Attaches one hook and keeps what became of it. `refused` is why its program was not loaded.
  mutating func attach(
    _ hook: KernelHook, in object: borrowing LoadedObject, tracefs: borrowing Tracefs,
    refused: String? = nil
  ) {
    let why = refused ?? attachOnly(hook, in: object, tracefs: tracefs)
    states.append(HookState(hook: hook, outcome: why.map { .missing($0) } ?? .attached))
  }

  /// Why that did not work; nil where it did.
  private mutating func attachOnly(
    _ hook: KernelHook, in object: borrowing LoadedObject, tracefs: borrowing Tracefs
  ) -> String? {
    guard let program = unsafe object.program(hook.program), unsafe bpf_program__fd(program) >= 0
    else { return "the program is not loaded" }
    errno = 0
    guard let link = unsafe make(hook.kind, program: program, tracefs: tracefs) else {
      return errno == 0 ? "this kernel has no such hook" : KernelError.text(errno: errno)
    }
    unsafe links[hook.program] = link
    return nil
  }

  @unsafe private func make(
    _ kind: KernelHook.Kind, program: OpaquePointer, tracefs: borrowing Tracefs
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

  /// Hooks that are not attached any more: root can detach a cgroup link silently.
  mutating func detached() -> [KernelHook] {
    for index in states.indices where states[index].outcome == .attached {
      guard case .cgroup = states[index].hook.kind, isDetached(states[index].hook.program) else {
        continue
      }
      states[index].outcome = .detached
    }
    return states.filter { $0.outcome == .detached }.map(\.hook)
  }

  private func isDetached(_ program: String) -> Bool { info(of: program)?.cgroup.cgroup_id == 0 }

  /// The kernel's number of a hook's link; nil where the kernel knows no links of its kind.
  func linkNumber(of program: String) -> UInt32? { info(of: program)?.id }

  private func info(of program: String) -> bpf_link_info? {
    guard let link = unsafe links[program] else { return nil }
    var info = bpf_link_info()
    var size = UInt32(MemoryLayout<bpf_link_info>.size)
    let result = unsafe bpf_obj_get_info_by_fd(bpf_link__fd(link), &info, &size)
    return result == 0 ? info : nil
  }

  /// Attaches a hook again; true where that worked. Where not, it counts as detached.
  mutating func restore(
    _ hook: KernelHook, in object: borrowing LoadedObject, tracefs: borrowing Tracefs
  ) -> Bool {
    guard let index = states.firstIndex(where: { $0.hook == hook }) else { return false }
    if let old = unsafe links.removeValue(forKey: hook.program) { unsafe bpf_link__destroy(old) }
    let isAttached = attachOnly(hook, in: object, tracefs: tracefs) == nil
    states[index].outcome = isAttached ? .attached : .detached
    return isAttached
  }

  deinit {
    var all = unsafe Array(links.values)
    unsafe egret_destroy_links(&all, all.count)
  }
}
