// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Owns a descriptor and closes it.
package struct FileDescriptor: ~Copyable, Sendable {
  package let number: Int32

  package init(_ number: Int32) { self.number = number }

  /// nil where the call failed.
  package init?(checking number: Int32) {
    guard number >= 0 else { return nil }
    self.number = number
  }

  /// Gives the descriptor away: the caller closes it.
  package consuming func release() -> Int32 {
    let number = self.number
    discard self
    return number
  }

  deinit { close(number) }
}
