// SPDX-License-Identifier: Apache-2.0

import Glibc
import Sinks
import TestKit

/// Lines for sinks to write, and what came out at the other end.
extension Scratch {
  static func pipe() -> (reader: Int32, writer: Int32) {
    var ends: [Int32] = [-1, -1]
    _ = Glibc.pipe(&ends)
    return (ends[0], ends[1])
  }

  static func line(_ number: Int, length: Int = 0) -> OutputLine {
    let text = "\(number) " + String(repeating: "x", count: length) + "\n"
    return OutputLine(
      bytes: Array(text.utf8), severity: 3, code: "egret.test", milliseconds: 1_763_890_496_007)
  }

  /// All there is until the writer closes or `enough` lines have come.
  static func lines(from descriptor: Int32, enough: Int) -> [String] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while bytes.count(where: { $0 == 10 }) < enough {
      let count = read(descriptor, &chunk, chunk.count)
      if count <= 0 { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
