// SPDX-License-Identifier: Apache-2.0

import Glibc
import Kernel
import Servers

/// Where a draft goes: a new file for its owner alone, or stdout.
struct DraftFile: ~Copyable {
  private let file: FileDescriptor

  /// Opened before anything is watched: an hour's draft must not find no place to go.
  init(path: String?) throws(DraftFileError) {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let number = path.map { unsafe open($0, flags, 0o600) } ?? dup(STDOUT_FILENO)
    guard number >= 0 else { throw DraftFileError(path: path ?? "stdout", code: errno) }
    file = FileDescriptor(number)
  }

  func write(_ text: String) throws(SystemCallError) {
    try ByteStream.write(Array(text.utf8), to: file.number)
  }
}
