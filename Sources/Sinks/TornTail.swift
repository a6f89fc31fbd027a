// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The begin of a line at a file's end that whoever wrote it was killed in, or the machine.
struct TornTail {
  /// More than any line has.
  private static let reach = 128 << 10

  /// The file's end, open to be appended to.
  let descriptor: Int32
  let size: Int

  /// Whether the file ends within a line. What is there of it becomes blanks, which readers of JSON pass over: a
  /// shipper that has read it already keeps its place, which it would lose if the file were cut. The next line begins
  /// on a line of its own.
  func blank() -> Bool {
    guard size > 0, let file = reopened() else { return false }
    defer { close(file) }
    let bytes = end(of: file)
    guard let last = bytes.last, last != UInt8(ascii: "\n") else { return false }
    if let newline = bytes.lastIndex(of: UInt8(ascii: "\n")) {
      overwrite(bytes.count - newline - 1, of: file)
    } else if bytes.count == size {
      overwrite(size, of: file)
    }
    return true
  }

  /// The same file, to read it and to write elsewhere than at its end.
  private func reopened() -> Int32? {
    let file = unsafe open(
      "/proc/self/fd/\(descriptor)", O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    return file < 0 ? nil : file
  }

  private func end(of file: Int32) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(size, Self.reach))
    let begin = off_t(size - bytes.count)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(file, $0.baseAddress, $0.count, begin)
    }
    return count == bytes.count ? bytes : []
  }

  private func overwrite(_ count: Int, of file: Int32) {
    let blanks = [UInt8](repeating: UInt8(ascii: " "), count: count)
    _ = unsafe blanks.withUnsafeBytes {
      unsafe pwrite(file, $0.baseAddress, $0.count, off_t(size - count))
    }
  }
}
