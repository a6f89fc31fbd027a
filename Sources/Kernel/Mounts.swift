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

  /// All of them, in the order in which they were made: of two in one place the later one is seen.
  package static func all(inMountinfo text: String) -> [MountPoint] {
    text.split(separator: "\n").prefix(100_000).compactMap { line in
      let fields = line.split(separator: " ", omittingEmptySubsequences: false)
      guard fields.count >= 10, let dash = fields.firstIndex(of: "-"), dash + 3 < fields.count
      else { return nil }
      return MountPoint(
        number: String(fields[0]), path: unescape(fields[4]), type: String(fields[dash + 1]),
        server: server(fields[dash + 3]))
    }
  }

  package static func all() -> [MountPoint] {
    SystemFile.text("/proc/self/mountinfo", limit: 16 << 20).map { all(inMountinfo: $0) } ?? []
  }

  /// Whether another machine or a program has the files there.
  package static func isRemote(_ path: String, among mounts: [MountPoint] = Mounts.all()) -> Bool {
    mounts.contains { $0.isRemote && $0.holds(path) }
  }

  /// `user_id=` of a FUSE mount's options.
  private static func server(_ options: Substring) -> UInt32? {
    for option in options.split(separator: ",") where option.hasPrefix("user_id=") {
      return UInt32(option.dropFirst(8))
    }
    return nil
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
