// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A new file that whole lines are added to. It is made for this run: one that is there already is
/// evidence of another run, and is left alone.
package struct RecordFile: Sendable {
  package let path: String
  private let descriptor: Int32
  /// Bytes of whole lines.
  private var length: Int64 = 0

  /// Makes the file, readable by its owner only.
  package init(path: String) throws(SinkError) {
    self.path = path
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY
    descriptor = unsafe Glibc.open(path, flags, 0o600)
    if descriptor >= 0 { return }
    throw errno == EEXIST ? .exists(path: path) : .cannotOpen(path: path, code: errno)
  }

  /// Writes all of the lines; if that fails, the file ends with the last line that an earlier call
  /// wrote whole.
  package mutating func append(_ lines: [UInt8]) throws(SinkError) {
    var sent = 0
    while sent < lines.count {
      let count = unsafe lines.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
        return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let code = count == 0 ? EIO : errno
        _ = ftruncate(descriptor, off_t(length))
        throw .cannotWrite(output: path, code: code)
      }
      sent += count
    }
    length += Int64(lines.count)
  }

  package func close() { _ = Glibc.close(descriptor) }
}
