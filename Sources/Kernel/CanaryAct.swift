// SPDX-License-Identifier: Apache-2.0

/// One harmless act of Egret's own, all of them on loopback and to ports that Egret itself holds. The
/// hooks that an act proves name it (`bpf/include/hooks.h`).
enum CanaryAct: String, Hashable, Sendable, CaseIterable {
  case connect4, connect6
  /// A socket made under the flag and connected without it: told only if its maker was noted.
  case adopted
  case sendto4, sendto6
  case sendmsg4, sendmsg6
  case sendmmsg4, sendmmsg6
  /// Connected, then sent on: told by the packet.
  case connected4, connected6
  /// A whole IP packet.
  case raw
  /// A datagram that comes from port 53.
  case answer
  /// To Unix sockets of Egret's own.
  case connectUnix, sendUnix
  /// A TUN device asked of /dev/null.
  case tunnel
  /// Calls that reach into a process, with none to reach.
  case ptrace, getDescriptor, writeMemory
  /// Calls that reach into no file.
  case seek, writeAt
  case spawn

  /// How a program shows that it works.
  enum Proof: Hashable, Sendable {
    /// By a record of this act.
    case record
    /// By a higher count of runs: the act gives it nothing to write of its own.
    case run
  }

  /// The hooks that must notice the act, and how they show it.
  var hooks: [KernelHook: Proof] {
    var hooks: [KernelHook: Proof] = [:]
    for hook in KernelHook.all { hooks[hook] = hook.proofs[self] }
    return hooks
  }

  /// The programs that must write a record of the act.
  var recorded: Set<String> {
    Set(KernelHook.all.filter { $0.proofs[self] == .record }.map(\.program))
  }
}
