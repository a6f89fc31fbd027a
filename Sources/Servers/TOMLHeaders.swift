// SPDX-License-Identifier: Apache-2.0

/// On which line a table's header stands. TOMLKit does not tell where its values come from.
///
/// `[a.b]` is under `a.b`; the third `[[a]]` under `a[2]`. A header within a multi-line string is
/// taken for one: the line may then be wrong, nothing else.
enum TOMLHeaders {
  static func lines(_ bytes: [UInt8]) -> [String: Int] {
    var lines: [String: Int] = [:]
    var counts: [String: Int] = [:]
    let newline = UInt8(ascii: "\n")
    for (index, line) in bytes.split(separator: newline, omittingEmptySubsequences: false)
      .enumerated()
    {
      guard let header = header(line), lines.count < ConfigurationLimits.values else { continue }
      guard header.isArray else {
        lines[header.name, default: index + 1] = lines[header.name] ?? index + 1
        continue
      }
      let place = counts[header.name, default: 0]
      counts[header.name] = place + 1
      lines["\(header.name)[\(place)]"] = index + 1
    }
    return lines
  }

  private static func header(_ line: ArraySlice<UInt8>) -> (name: String, isArray: Bool)? {
    let text = line.drop { $0 == 0x20 || $0 == 0x09 }
    guard text.first == UInt8(ascii: "["), text.count <= 1_024 else { return nil }
    let isArray = text.dropFirst().first == UInt8(ascii: "[")
    let inner = text.dropFirst(isArray ? 2 : 1)
    guard let end = inner.lastIndex(of: UInt8(ascii: "]")) else { return nil }
    let name = inner[..<end].filter {
      ![0x20, 0x09, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "]")].contains($0)
    }
    return name.isEmpty ? nil : (String(decoding: name, as: UTF8.self), isArray)
  }
}
