// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The file in which the input under test stands: a trap ends the process, and whoever started it
/// reads there what did it.
final class InputNote {
  private let descriptor: Int32

  struct Unwritable: Error { let path: String }

  init(_ path: String) throws(Unwritable) {
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw Unwritable(path: path) }
  }

  deinit { close(descriptor) }

  /// A line with the round, then the bytes.
  func write(round: UInt64, _ input: [UInt8]) {
    let note = Array("\(round)\n".utf8) + input
    _ = unsafe pwrite(descriptor, note, note.count, 0)
    ftruncate(descriptor, note.count)
  }
}
