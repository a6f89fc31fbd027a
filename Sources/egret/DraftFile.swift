// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Servers

/// Where a draft goes: a new file for its owner alone, or stdout.
struct DraftFile {
  private let handle: FileHandle

  /// Opened before anything is watched: an hour's draft must not find no place to go.
  init(path: String?) throws(DraftFileError) {
    guard let path else {
      handle = .standardOutput
      return
    }
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw DraftFileError(path: path, code: errno) }
    handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
  }

  func write(_ text: String) throws { try handle.write(contentsOf: Data(text.utf8)) }
}
