// SPDX-License-Identifier: Apache-2.0

/// A process reached into another: what that one does next may be this one's work.
package struct Meddling: Hashable, Sendable {
  package enum Call: String, Hashable, Sendable, CaseIterable, Codable {
    case ptrace
    case getDescriptor = "pidfd_getfd"
    case writeMemory = "process_vm_writev"
    case writeMemoryFile = "/proc/PID/mem"
  }

  package var time: Instant
  package var actor: Actor
  /// A pid as the caller's namespace counts; 0 where the call names none.
  package var target: UInt32
  package var call: Call

  package init(time: Instant, actor: Actor, target: UInt32, call: Call) {
    self.time = time
    self.actor = actor
    self.target = target
    self.call = call
  }
}
