// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A system call that failed, in the system's words.
struct SystemCallError: Error, CustomStringConvertible {
  /// errno
  var code: Int32

  var description: String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
