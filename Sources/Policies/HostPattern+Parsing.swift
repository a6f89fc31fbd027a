// SPDX-License-Identifier: Apache-2.0

/// A host of an entry as text.
extension HostPattern {
  /// Reads a name of ASCII letters, digits, `-` and `_`, or `*.` before one.
  init(parsing text: Substring) throws(ExpectationError) {
    var name = Self.normalised(String(text))
    let isWildcard = name.hasPrefix("*.")
    if isWildcard { name = name.dropFirst(2) }
    if name.contains("*") { throw .badWildcard(String(text)) }
    try Self.check(name, of: text)
    if isWildcard, SharedPlatforms.isPublicSuffix(name) { throw .publicSuffix(String(text)) }
    self.init(name: String(name), isWildcard: isWildcard)
  }

  private static func check(_ name: Substring, of text: Substring) throws(ExpectationError) {
    if name.isEmpty { throw .emptyHost(String(text)) }
    if name.utf8.count > 253 { throw .badHost(String(text), why: "it is longer than 253 bytes") }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    for label in labels {
      if let why = problem(label) { throw .badHost(String(text), why: why) }
    }
    if let last = labels.last, isNumber(last) {
      throw .badHost(
        String(text),
        why: "it ends in a number; write an address as four decimal numbers, a port after a host")
    }
  }

  private static func problem(_ label: Substring) -> String? {
    if label.isEmpty { return "it has an empty label (two dots, or a dot in front)" }
    if label.utf8.count > 63 { return "a label is longer than 63 bytes" }
    if label.first == "-" || label.last == "-" { return "a label starts or ends with `-`" }
    return label.utf8.allSatisfy(isAllowed)
      ? nil : "only letters, digits, `-`, `_` and dots may stand in it"
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Decimal or `0x…`: what resolver libraries take for a part of an IPv4 address.
  private static func isNumber(_ label: Substring) -> Bool {
    let digits = label.hasPrefix("0x") ? label.dropFirst(2) : label
    let isHex = digits.startIndex != label.startIndex
    return digits.allSatisfy { isHex ? $0.isHexDigit : $0.isNumber }
  }
}
