// SPDX-License-Identifier: Apache-2.0

import Glibc
import Kernel

extension Watch {
  /// Tells whoever waits that every hook is attached and every running process is known.
  func makeReadyFile() throws {
    guard let path = options.readyFile else { return }
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY
    guard FileDescriptor(checking: unsafe open(path, flags, 0o644)) != nil else {
      throw SystemCallError(code: errno)
    }
  }
}
