// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A file that is written anew as a whole: a reader sees the old text or the new one, never a part.
package struct ReplacedFile: Sendable {
  package let path: String
  /// In the same folder, so that renaming is one step; not what a collector looks for.
  private var fresh: String { path + ".new" }

  package init(path: String) { self.path = path }

  /// Everybody may read it, if nothing else is said.
  package func replace(with text: [UInt8], mode: UInt32 = 0o644) throws(SinkError) {
    // What an earlier run left when it was killed.
    _ = unsafe unlink(fresh)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let descriptor = unsafe Glibc.open(fresh, flags, 0o600)
    if descriptor < 0 { throw .cannotOpen(path: fresh, code: errno) }
    let isWhole = Self.write(text, to: descriptor) && fchmod(descriptor, mode) == 0
    let code = errno
    Glibc.close(descriptor)
    if isWhole, unsafe rename(fresh, path) == 0 { return }
    let reason = isWhole ? errno : code
    _ = unsafe unlink(fresh)
    throw .cannotWrite(output: path, code: reason)
  }

  private static func write(_ text: [UInt8], to descriptor: Int32) -> Bool {
    var sent = 0
    while sent < text.count {
      let count = unsafe text.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
        return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }
}
