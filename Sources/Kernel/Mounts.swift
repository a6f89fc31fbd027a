// SPDX-License-Identifier: Apache-2.0

/// The mounts this process sees, from /proc/self/mountinfo (proc(5)).
package enum Mounts {
  /// Where the first mount of a file-system type is; with `root`, only one that shows its root.
  package static func first(type: String, inMountinfo text: String, root: Bool = true) -> String? {
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ", omittingEmptySubsequences: false)
      guard fields.count >= 10, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count
      else { continue }
      if fields[dash + 1] == type, !root || fields[3] == "/" { return unescape(fields[4]) }
    }
    return nil
  }

  package static func first(type: String) -> String? {
    SystemFile.text("/proc/self/mountinfo").flatMap { first(type: type, inMountinfo: $0) }
  }

  /// Blanks and backslashes stand as three octal digits.
  private static func unescape(_ field: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(field.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      if byte == UInt8(ascii: "\\"), digits.count == 3,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
      {
        bytes.append(value)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
