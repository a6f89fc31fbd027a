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
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 45 else { return nil }
    guard bytes.contains(UInt8(ascii: ":")) else {
      guard let v4 = Self.parseDotted(bytes[...]) else { return nil }
      self.init(v4: v4)
      return
    }
    guard let groups = Self.parseGroups(bytes) else { return nil }
    let halves = (groups[..<4], groups[4...])
    self.init(
      v6High: halves.0.reduce(0) { $0 << 16 | UInt64($1) },
      low: halves.1.reduce(0) { $0 << 16 | UInt64($1) })
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

  private static func parseDotted(_ text: ArraySlice<UInt8>) -> UInt32? {
    var (rest, bits, octets) = (text, UInt32(0), 0)
    while octets < 4 {
      let part = rest.prefix { $0 != UInt8(ascii: ".") }
      guard let octet = parseOctet(part) else { return nil }
      bits = bits << 8 | octet
      octets += 1
      if part.endIndex == rest.endIndex { return octets == 4 ? bits : nil }
      rest = rest[(part.endIndex + 1)...]
    }
    return nil
  }

  private static func parseOctet(_ text: ArraySlice<UInt8>) -> UInt32? {
    guard (1...3).contains(text.count), text.count == 1 || text.first != UInt8(ascii: "0") else {
      return nil
    }
    var value: UInt32 = 0
    for byte in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + UInt32(byte - UInt8(ascii: "0"))
    }
    return value < 256 ? value : nil
  }

  /// Eight groups, the `::` filled in.
  private static func parseGroups(_ text: [UInt8]) -> [UInt16]? {
    guard let gap = doubleColon(text) else { return parseRun(text[...], full: true) }
    guard let head = parseRun(text[..<gap], full: false, last: false),
      let tail = parseRun(text[(gap + 2)...], full: false), head.count + tail.count < 8
    else { return nil }
    return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
  }

  private static func doubleColon(_ text: [UInt8]) -> Int? {
    text.indices.dropLast().first {
      text[$0] == UInt8(ascii: ":") && text[$0 + 1] == UInt8(ascii: ":")
    }
  }

  /// Groups between single colons; a dotted quad may end the address (`last`).
  private static func parseRun(_ text: ArraySlice<UInt8>, full: Bool, last: Bool = true)
    -> [UInt16]?
  {
    if text.isEmpty { return full ? nil : [] }
    var groups: [UInt16] = []
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if last, index == parts.count - 1, let v4 = parseDotted(part) {
        groups += [UInt16(truncatingIfNeeded: v4 >> 16), UInt16(truncatingIfNeeded: v4)]
        continue
      }
      guard (1...4).contains(part.count), let group = parseHex(part) else { return nil }
      groups.append(group)
    }
    return groups.count <= 8 && (!full || groups.count == 8) ? groups : nil
  }

  private static func parseHex(_ text: ArraySlice<UInt8>) -> UInt16? {
    var value: UInt16 = 0
    for byte in text {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { return nil }
      value = value << 4 | UInt16(digit)
    }
    return value
  }
}
