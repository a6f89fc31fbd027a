// SPDX-License-Identifier: Apache-2.0

/// The canonical text of RFC 5952, and what reads it.
extension IPAddress: CustomStringConvertible {
  package var description: String {
    unsafe String(unsafeUninitializedCapacity: Self.longestText) { unsafe write(to: $0, from: 0) }
  }

  /// Eight groups of four digits and their colons; IPv4 is shorter.
  static let longestText = 39

  /// Writes the text; returns the place behind it. There is room for `longestText` bytes.
  func write(to text: UnsafeMutableBufferPointer<UInt8>, from start: Int) -> Int {
    guard let v4 else { return unsafe writeGroups(to: text, from: start) }
    var end = start
    for shift: UInt32 in [24, 16, 8, 0] {
      if shift < 24 { end = unsafe Self.put(UInt8(ascii: "."), text, end) }
      end = unsafe Self.put(v4 >> shift & 255, radix: 10, text, end)
    }
    return end
  }

  private func writeGroups(to text: UnsafeMutableBufferPointer<UInt8>, from start: Int) -> Int {
    let gap = longestZeroRun
    var (end, index) = (start, 0)
    while index < 8 {
      if index == gap.lowerBound, !gap.isEmpty {
        end = unsafe Self.put(UInt8(ascii: ":"), text, end)
        if gap.upperBound == 8 { end = unsafe Self.put(UInt8(ascii: ":"), text, end) }
        index = gap.upperBound
        continue
      }
      if index > 0 { end = unsafe Self.put(UInt8(ascii: ":"), text, end) }
      end = unsafe Self.put(group(index), radix: 16, text, end)
      index += 1
    }
    return end
  }

  private func group(_ index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: (index < 4 ? high : low) >> UInt64(48 - 16 * (index % 4)) & 0xffff)
  }

  /// The first longest run of two or more zero groups (RFC 5952, section 4.2); empty where there is none.
  private var longestZeroRun: Range<Int> {
    var best = 0..<0
    var start = 0
    for index in 0...8 where index == 8 || group(index) != 0 {
      if index - start > max(1, best.count) { best = start..<index }
      start = index + 1
    }
    return best
  }

  private static func put(
    _ byte: UInt8, _ text: UnsafeMutableBufferPointer<UInt8>, _ place: Int
  ) -> Int {
    unsafe text[place] = byte
    return place + 1
  }

  /// Digits, the highest first.
  static func put(
    _ value: UInt32, radix: UInt32, _ text: UnsafeMutableBufferPointer<UInt8>, _ start: Int
  ) -> Int {
    var unit: UInt32 = 1
    while value / unit >= radix { unit *= radix }
    var place = start
    while unit > 0 {
      let digit = UInt8(truncatingIfNeeded: value / unit % radix)
      place = unsafe put(digit + (digit < 10 ? 48 : 87), text, place)
      unit /= radix
    }
    return place
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
