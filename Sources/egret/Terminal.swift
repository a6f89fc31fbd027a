// SPDX-License-Identifier: Apache-2.0

// libbpf.h brings headers of Glibc along, and which of the two modules owns `winsize` varies.
import CLibbpf
import Glibc

/// Where a command speaks to a person.
enum Terminal {
  /// One line on stderr: stdout is for results.
  static func say(_ line: String) {
    try? ByteStream.write(Array((line + "\n").utf8), to: STDERR_FILENO)
  }

  /// The width of the terminal that stdout is shown on; nil if that is none.
  static var columns: Int? {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}
