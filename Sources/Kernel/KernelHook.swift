// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import CWire
internal import Events

/// A hook: an eBPF program together with its attach point; a row of `bpf/include/hooks.h`.
package struct KernelHook: Hashable, Sendable {
  /// How the program is attached.
  package enum Kind: Hashable, Sendable {
    /// A tracepoint or function with typed arguments; needs BTF, not tracefs.
    case typedTracepoint
    /// A system call's own tracepoint; its number comes from tracefs.
    case syscallTracepoint(name: String)
    /// A hook of the root cgroup. The number is `enum bpf_attach_type`.
    case cgroup(attachType: UInt32)
  }

  /// The program's name in the object.
  package let program: String
  package let kind: Kind
  /// Without a required one Egret does not run.
  package let isRequired: Bool
  /// The oldest kernel that has it, as `5.10`.
  package let since: String
  /// From this kernel on there is a better one, and it is left off; nil where there is none.
  package let before: String?
  package let lostWithout: String
  /// What the events of its records name; nil where they name no hook.
  let name: Hook?
  /// The canary's acts that it must notice, and how it shows that it did.
  let proofs: [CanaryAct: CanaryAct.Proof]
  /// The number of its row: what the kernel's tables call it.
  let number: UInt32
  /// As the object has it.
  let section: String

  /// Every hook, in the order in which they are attached: processes first, so that no connection is
  /// reported before the process that makes it.
  package static let all: [KernelHook] = (1..<WIRE_HOOK_NUMBERS.rawValue).compactMap { number in
    guard let row = unsafe wire_hook_row(number) else { return nil }
    return unsafe KernelHook(row.pointee)
  }

  /// Those that this machine is to have, in the order of `all`.
  package static var ofThisMachine: [KernelHook] {
    let version = MachineLimits().version
    return all.filter { $0.fits(version) }
  }

  /// Whether a kernel of this version is to have it. A newer kernel's is tried on an older one: it
  /// may have been brought there.
  package func fits(_ version: (major: Int, minor: Int)) -> Bool {
    before.map { version < Self.version($0) } ?? true
  }

  /// Whether a kernel of this version has it by `since` alone.
  func isNewer(than version: (major: Int, minor: Int)) -> Bool {
    Self.version(since) > version
  }

  /// Of Unix sockets, by the kernel's own copy of the name.
  var isUnix: Bool { `is`(WIRE_HOOK_on_connect_unix) || `is`(WIRE_HOOK_on_sendmsg_unix) }

  func `is`(_ row: wire_hook) -> Bool { number == row.rawValue }

  private static func version(_ text: String) -> (Int, Int) {
    let numbers = text.split(separator: ".").compactMap { Int($0) }
    return (numbers.first ?? 0, numbers.dropFirst().first ?? 0)
  }
}

extension KernelHook {
  private init(_ row: wire_hook_row) {
    unsafe self.init(
      program: String(cString: row.program), kind: Self.kind(row),
      isRequired: row.is_required != 0, since: String(cString: row.since),
      before: row.before.map { unsafe String(cString: $0) },
      lostWithout: String(cString: row.lost),
      name: row.name.flatMap { unsafe Hook(rawValue: String(cString: $0)) },
      proofs: Self.proofs(String(cString: row.records), .record)
        .merging(Self.proofs(String(cString: row.runs), .run)) { record, _ in record },
      number: row.number, section: String(cString: row.section))
  }

  @unsafe private static func kind(_ row: wire_hook_row) -> Kind {
    switch unsafe row.kind {
    case WIRE_KIND_SYSCALL:
      let section = unsafe String(cString: row.section)
      return .syscallTracepoint(name: String(section.split(separator: "/").last ?? ""))
    case WIRE_KIND_CGROUP: return unsafe .cgroup(attachType: row.attach_type)
    default: return .typedTracepoint
    }
  }

  private static func proofs(
    _ acts: String, _ proof: CanaryAct.Proof
  ) -> [CanaryAct: CanaryAct.Proof] {
    var proofs: [CanaryAct: CanaryAct.Proof] = [:]
    for act in acts.split(separator: " ").compactMap({ CanaryAct(rawValue: String($0)) }) {
      proofs[act] = proof
    }
    return proofs
  }
}
