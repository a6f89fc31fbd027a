// SPDX-License-Identifier: Apache-2.0

/// Too many YAML aliases. The composer hashes mapping keys, and an alias repeats what it stands
/// for, so a few lines of aliases to aliases as a key would take for ever; they are counted first.
struct AliasProblem: Error, CustomStringConvertible {
  static let most = 8
  var line: Int

  var description: String {
    "there are more than \(Self.most) YAML aliases (`*name`); write the lists out, and quote "
      + "wildcards (\"*.example.com\")"
  }
}

extension PolicyReader {
  /// Counts everything that could be an alias: comment lines apart, any `*` before a letter, digit,
  /// `-` or `_`. What a policy spells with `*` has a dot, a quote or nothing behind it.
  func checkAliases(_ text: String) throws(AliasProblem) {
    var count = 0
    let lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      count += Self.aliases(line)
      if count > AliasProblem.most { throw AliasProblem(line: index + 1) }
    }
  }

  private static func aliases(_ line: Substring.UTF8View) -> Int {
    let first = line.first { $0 != 32 && $0 != 9 }
    if first == UInt8(ascii: "#"), isOneLine(line) { return 0 }
    return zip(line, line.dropFirst()).count { $0 == UInt8(ascii: "*") && isNameByte($1) }
  }

  /// YAML also ends a line at a lone CR, and at U+0085, U+2028 and U+2029.
  private static func isOneLine(_ line: Substring.UTF8View) -> Bool {
    let ended = line.last == 13 ? line.dropLast() : line
    return ended.allSatisfy { $0 < 128 && $0 != 13 }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
