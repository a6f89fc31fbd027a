// SPDX-License-Identifier: Apache-2.0

/// Host names as a process spells them, made safe to compare and to show.
enum HostText {
  private static let limit = 255

  /// Lower case, no dot at the end, octets that are not printable as `\DDD`; nil for nothing and
  /// for more than a name can be.
  static func text(_ bytes: ArraySlice<UInt8>) -> String? {
    let name = bytes.last == UInt8(ascii: ".") ? bytes.dropLast() : bytes
    guard !name.isEmpty, name.count <= limit else { return nil }
    return String(decoding: name.flatMap(octet), as: UTF8.self)
  }

  /// The host of an authority `user@host:port`; IPv6 without its brackets.
  static func host(ofAuthority authority: ArraySlice<UInt8>) -> String? {
    let at = authority.lastIndex(of: UInt8(ascii: "@"))
    let place = at.map { authority[($0 + 1)...] } ?? authority
    guard place.first == UInt8(ascii: "[") else {
      return text(place.prefix { $0 != UInt8(ascii: ":") })
    }
    guard let end = place.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    return text(place[(place.startIndex + 1)..<end])
  }

  /// The port of an authority; nil for none.
  static func port(ofAuthority authority: ArraySlice<UInt8>) -> UInt16? {
    guard let colon = authority.lastIndex(of: UInt8(ascii: ":")) else { return nil }
    return UInt16(String(decoding: authority[(colon + 1)...].prefix(6), as: UTF8.self))
  }

  /// One octet of a name in lower case; what is not printable as `\DDD`.
  static func octet(_ byte: UInt8) -> [UInt8] {
    let zero = UInt8(ascii: "0")
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): return [byte | 0x20]
    case UInt8(ascii: "\\"): return [byte, byte]
    case 0x21...0x7e: return [byte]
    default:
      return [UInt8(ascii: "\\"), zero + byte / 100, zero + byte / 10 % 10, zero + byte % 10]
    }
  }
}
