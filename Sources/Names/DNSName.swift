// SPDX-License-Identifier: Apache-2.0

/// Domain names as text: lower case, no dot at the end, `.` for the root.
///
/// Octets that are not printable are `\DDD`; a dot or a backslash inside a label has a backslash
/// before it (RFC 1035, section 5.1). So no name holds a control character, and none looks like
/// another one.
enum DNSName {
  /// RFC 1035, section 2.3.4: 255 octets with all length bytes and the root's.
  private static let octetLimit = 255
  /// A name has at most 127 labels; one that needs as many pointers is made to cost time.
  private static let pointerLimit = 32

  static func read(_ reader: inout DNSReader) throws(DNSError) -> String {
    var text: [UInt8] = []
    var octets = 1
    var segment = reader.position
    guard var target = try labels(&reader, &text, &octets) else { return finish(text) }
    for _ in 0..<pointerLimit {
      var inner = try reader.pointed(to: target, before: segment)
      segment = target
      guard let next = try pointedLabels(&inner, &text, &octets) else { return finish(text) }
      target = next
    }
    throw .pointer
  }

  /// As `labels`; what runs into the place it is pointed to from is no name, however long the
  /// message is.
  private static func pointedLabels(
    _ reader: inout DNSReader, _ text: inout [UInt8], _ octets: inout Int
  ) throws(DNSError) -> Int? {
    do throws(DNSError) {
      return try labels(&reader, &text, &octets)
    } catch .truncated {
      throw .pointer
    }
  }

  /// Labels up to the root, or to a pointer, whose target is returned.
  private static func labels(
    _ reader: inout DNSReader, _ text: inout [UInt8], _ octets: inout Int
  ) throws(DNSError) -> Int? {
    while true {
      let length = try reader.byte()
      switch length {
      case 0: return nil
      case 1...63:
        octets += Int(length) + 1
        guard octets <= octetLimit else { throw .nameTooLong }
        append(try reader.bytes(Int(length)), to: &text)
      case 0xc0...0xff: return Int(length & 0x3f) << 8 | Int(try reader.byte())
      default: throw .labelType
      }
    }
  }

  private static func append(_ label: ArraySlice<UInt8>, to text: inout [UInt8]) {
    if !text.isEmpty { text.append(UInt8(ascii: ".")) }
    for byte in label {
      if byte == UInt8(ascii: ".") { text.append(UInt8(ascii: "\\")) }
      text += HostText.octet(byte)
    }
  }

  private static func finish(_ text: [UInt8]) -> String {
    text.isEmpty ? "." : String(decoding: text, as: UTF8.self)
  }
}
