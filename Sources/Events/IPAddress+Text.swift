// SPDX-License-Identifier: Apache-2.0

/// The canonical text of RFC 5952, and what reads it.
extension IPAddress: CustomStringConvertible {
  package var description: String {
    if let v4 { return Self.dotted(v4) }
    let groups = (0..<8).map { index in
      UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> UInt64(48 - 16 * (index % 4)))
    }
    guard let gap = Self.longestZeroRun(groups) else { return Self.hex(groups[...]) }
    return Self.hex(groups[..<gap.lowerBound]) + "::" + Self.hex(groups[gap.upperBound...])
  }

  /// Dotted IPv4 without leading zeros, or IPv6 with at most one `::`, dotted tail allowed.
  ///
  /// No zone, no brackets, no port: nil for those.
  package init?(_ text: some StringProtocol) { self.init(ascii: Array(text.utf8)) }

  /// The same, of bytes.
  init?(ascii text: some RandomAccessCollection<UInt8>) {
    guard text.count <= 45 else { return nil }
    guard text.contains(UInt8(ascii: ":")) else {
      guard let v4 = Self.parseDotted(text) else { return nil }
      self.init(v4: v4)
      return
    }
    guard let bits = Self.parseGroups(text) else { return nil }
    self.init(
      v6High: UInt64(truncatingIfNeeded: bits >> 64), low: UInt64(truncatingIfNeeded: bits))
  }

  private static func dotted(_ v4: UInt32) -> String {
    "\(v4 >> 24).\(v4 >> 16 & 255).\(v4 >> 8 & 255).\(v4 & 255)"
  }

  private static func hex(_ groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  /// The first longest run of two or more zero groups (RFC 5952, section 4.2).
  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
    var best = 0..<0
    var start = 0
    for index in 0...groups.count where index == groups.count || groups[index] != 0 {
      if index - start > best.count { best = start..<index }
      start = index + 1
    }
    return best.count > 1 ? best : nil
  }

  private static func parseDotted(_ text: some RandomAccessCollection<UInt8>) -> UInt32? {
    var (bits, octets, octet, digits) = (UInt32(0), 0, UInt32(0), 0)
    for byte in text {
      if byte == UInt8(ascii: ".") {
        guard digits > 0, octets < 3 else { return nil }
        (bits, octets, octet, digits) = (bits << 8 | octet, octets + 1, 0, 0)
        continue
      }
      // A second digit behind a 0 would be a leading zero.
      guard case let digit = UInt32(byte &- UInt8(ascii: "0")), digit < 10, digits == 0 || octet > 0
      else { return nil }
      (octet, digits) = (octet * 10 + digit, digits + 1)
      guard octet < 256 else { return nil }
    }
    return octets == 3 && digits > 0 ? bits << 8 | octet : nil
  }

  /// Eight groups, the `::` filled in.
  private static func parseGroups<Text: RandomAccessCollection<UInt8>>(_ text: Text) -> UInt128? {
    guard let gap = doubleColon(text) else {
      guard let run = parseRun(text[...]), run.count == 8 else { return nil }
      return run.bits
    }
    guard let head = parseRun(text[..<gap], last: false),
      let tail = parseRun(text[text.index(gap, offsetBy: 2)...]), head.count + tail.count < 8
    else { return nil }
    return head.bits << UInt128(16 * (8 - head.count)) | tail.bits
  }

  private static func doubleColon<Text: RandomAccessCollection<UInt8>>(
    _ text: Text
  ) -> Text.Index? {
    text.indices.dropLast().first {
      text[$0] == UInt8(ascii: ":") && text[text.index(after: $0)] == UInt8(ascii: ":")
    }
  }

  /// Groups between single colons, eight at most; a dotted quad may end the address (`last`).
  private static func parseRun<Text: RandomAccessCollection<UInt8>>(
    _ text: Text, last: Bool = true
  ) -> (bits: UInt128, count: Int)? where Text.SubSequence == Text {
    var (bits, count, rest) = (UInt128(0), 0, text)
    while !text.isEmpty {
      let part = rest.prefix { $0 != UInt8(ascii: ":") }
      let isEnd = part.endIndex == rest.endIndex
      if last, isEnd, let v4 = parseDotted(part) {
        (bits, count) = (bits << 32 | UInt128(v4), count + 2)
      } else {
        guard (1...4).contains(part.count), let group = parseHex(part) else { return nil }
        (bits, count) = (bits << 16 | UInt128(group), count + 1)
      }
      if count > 8 { return nil }
      if isEnd { break }
      rest = rest[rest.index(after: part.endIndex)...]
    }
    return (bits, count)
  }

  private static func parseHex(_ text: some Collection<UInt8>) -> UInt16? {
    var value: UInt16 = 0
    for byte in text {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
