// SPDX-License-Identifier: Apache-2.0

/// How a program is attached.
package enum HookKind: Hashable, Sendable {
  /// A tracepoint with typed arguments; needs BTF, not tracefs.
  case typedTracepoint
  /// A system call's own tracepoint; its number comes from tracefs.
  case syscallTracepoint(name: String)
  /// A hook of the root cgroup. The number is `enum bpf_attach_type`.
  case cgroup(attachType: UInt32)
}
