// SPDX-License-Identifier: Apache-2.0

package import Events

/// The hosts that a text names: in URLs any, in plain words those that end like a public name. A file name
/// (`server.py`, `README.md`) is none.
package enum HostMentions {
  /// Bytes of a line that are looked at, and lines.
  private static let mostBytes = 8_192
  private static let mostLines = 50_000

  /// Each host once, where it stands first.
  package static func find(
    in text: [UInt8], of file: String, limit: Int = PackageFacts.mostHosts
  ) -> [NamedHost] {
    var found: [NamedHost] = []
    var seen: Set<String> = []
    let lines = text.split(
      separator: 0x0a, maxSplits: mostLines, omittingEmptySubsequences: false)
    for (index, line) in lines.prefix(mostLines).enumerated() {
      for host in hosts(in: line.prefix(mostBytes)) where seen.insert(host).inserted {
        if found.count == limit { return found }
        found.append(NamedHost(host: host, file: file, line: UInt32(index + 1)))
      }
    }
    return found
  }

  private static func hosts(in line: ArraySlice<UInt8>) -> [String] {
    var hosts: [String] = []
    var start = line.startIndex
    while start < line.endIndex {
      guard isHostByte(line[start]) else {
        start += 1
        continue
      }
      let end = line[start...].firstIndex { !isHostByte($0) } ?? line.endIndex
      if let host = host(line[start..<end], in: line) { hosts.append(host) }
      start = end
    }
    return hosts
  }

  private static func host(_ word: ArraySlice<UInt8>, in line: ArraySlice<UInt8>) -> String? {
    guard word.count <= 253, word.contains(0x2e) else { return nil }
    let before = line[..<word.startIndex].suffix(3)
    let isOfURL = before.elementsEqual("://".utf8)
    if !isOfURL, let last = before.last, noHostBehind.contains(last) { return nil }
    if word.endIndex < line.endIndex, [0x40, 0x5f].contains(line[word.endIndex]) { return nil }
    let text = String(decoding: word, as: UTF8.self).lowercased()
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    let whole = labels.last == "" ? labels.dropLast() : labels[...]
    guard whole.count >= 2, whole.enumerated().allSatisfy({ isLabel($0.element, at: $0.offset) })
    else { return nil }
    guard isOfURL || endings.contains(whole.last ?? "") else { return nil }
    return whole.joined(separator: ".")
  }

  /// A label of a name; the first may be a wildcard.
  private static func isLabel(_ label: Substring, at place: Int) -> Bool {
    if label == "*" { return place == 0 }
    return !label.isEmpty && label.utf8.count <= 63 && !label.contains("*")
      && !label.hasPrefix("-") && !label.hasSuffix("-")
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x2a: true
    default: false
    }
  }

  /// A path, an address of mail, a variable.
  private static let noHostBehind = Set("/@\\_$#".utf8)

  /// How names end that stand without a scheme. Endings of common files (`sh`, `py`, `md`, `so`) are not here.
  private static let endings: Set<Substring> = [
    "com", "org", "net", "io", "dev", "ai", "app", "cloud", "co", "gov", "edu", "eu", "uk", "de",
    "fr", "ch", "nl", "ca", "au", "jp", "cn", "br", "info", "tv", "xyz", "site", "online", "tech",
    "live", "host", "run", "page", "link", "click", "example", "test", "invalid", "ru", "kr",
  ]
}
