// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// The messages of one answer of netlink(7), as one recv(2) takes them.
package enum NetlinkMessages {
  /// `struct nlmsghdr`
  private static let headSize = 16

  /// Hands over the body of each, and counts it off. False at the answer's end.
  package static func take(
    _ bytes: ArraySlice<UInt8>, left: inout Int, _ body: (ArraySlice<UInt8>) -> Void
  ) -> Bool {
    var rest = bytes
    while rest.count >= headSize, left > 0 {
      left -= 1
      let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      let kind = rest.dropFirst(4).prefix(2).reversed().reduce(0) { $0 << 8 | Int($1) }
      guard length >= headSize, length <= rest.count, kind != NLMSG_DONE, kind != NLMSG_ERROR
      else { return false }
      body(rest.prefix(length).dropFirst(headSize))
      rest = rest.dropFirst((length + 3) & ~3)
    }
    return true
  }

  /// `struct nlattr`: the kind and the bytes of each, as far as they are whole.
  package static func attributes(
    _ bytes: ArraySlice<UInt8>
  ) -> [(kind: Int, bytes: ArraySlice<UInt8>)] {
    var found: [(kind: Int, bytes: ArraySlice<UInt8>)] = []
    var rest = bytes
    while rest.count >= 4 {
      let length = rest.prefix(2).reversed().reduce(0) { $0 << 8 | Int($1) }
      let kind = rest.dropFirst(2).prefix(2).reversed().reduce(0) { $0 << 8 | Int($1) }
      guard length >= 4, length <= rest.count else { break }
      found.append((kind & 0x3fff, rest.prefix(length).dropFirst(4)))
      rest = rest.dropFirst((length + 3) & ~3)
    }
    return found
  }
}
