// SPDX-License-Identifier: Apache-2.0

import Glibc
import Kernel

/// The file that says that every hook is attached and every running process is known.
enum ReadyFile {
  static func make(_ path: String) throws(SystemCallError) {
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY
    guard FileDescriptor(checking: unsafe open(path, flags, 0o644)) != nil else {
      throw SystemCallError(code: errno)
    }
  }
}
