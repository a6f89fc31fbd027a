// SPDX-License-Identifier: Apache-2.0

/// What the process gave the system call, beside which the kernel's own copy stands.
package enum AskedAddress: Hashable, Sendable {
  /// No system call of the four was under way: another way in, or an address given earlier.
  case none
  case read(SocketAddress)
  /// Its memory could not be read when the system call began.
  case unreadable
  /// `sendmmsg`: its addresses are `Asked` events of the same thread.
  case many
}
