// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Who may read a file of lines, besides root.
package struct FileAccess: Hashable, Sendable {
  /// The bits of a mode; nobody but the owner may write.
  package var mode: UInt32
  /// A group's name; nil leaves it to the folder or the process.
  package var group: String?

  package static let owner = FileAccess(mode: 0o600, group: nil)

  package init(mode: UInt32, group: String?) {
    self.mode = mode
    self.group = group
  }

  /// Three or four octal digits without a right to write for others.
  static func mode(_ text: Substring) -> UInt32? {
    guard (3...4).contains(text.utf8.count), let mode = UInt32(text, radix: 8), mode <= 0o777,
      mode & 0o022 == 0, mode & 0o600 == 0o600
    else { return nil }
    return mode
  }

  /// Gives the open file this access.
  func apply(to descriptor: Int32, path: String) throws(SinkError) {
    if let group {
      guard let number = Self.number(of: group) else {
        throw .unknownGroup(group, path: path)
      }
      if fchown(descriptor, uid_t.max, number) != 0 { throw .cannotOpen(path: path, code: errno) }
    }
    if fchmod(descriptor, mode) != 0 { throw .cannotOpen(path: path, code: errno) }
  }

  private static func number(of group: String) -> gid_t? {
    var entry = unsafe Glibc.group()
    var found: UnsafeMutablePointer<Glibc.group>?
    var buffer = [CChar](repeating: 0, count: 65_536)
    let code = unsafe getgrnam_r(group, &entry, &buffer, buffer.count, &found)
    return unsafe code == 0 && found != nil ? entry.gr_gid : nil
  }
}
