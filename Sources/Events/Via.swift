// SPDX-License-Identifier: Apache-2.0

/// How a request reached the kernel.
package enum Via: String, Hashable, Sendable, CaseIterable, Codable {
  case unknown
  case syscall
  case ioUring = "io_uring"
  /// The 32-bit system calls.
  case compat
  /// A kernel thread acted for the socket.
  case kernel
  /// A proxy was told to go there: no record of the kernel side says so.
  case proxy
}
