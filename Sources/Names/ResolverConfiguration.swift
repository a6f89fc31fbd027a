// SPDX-License-Identifier: Apache-2.0

package import Events

/// Reads resolv.conf(5) and hosts(5). Both may come from a mount namespace that a process made up:
/// what is returned is bounded, and lines that say nothing are passed over, as the C library does.
package enum ResolverConfiguration {
  private static let resolverLimit = 16
  private static let textLimit = 1 << 22
  /// What the hosts may take in a line of the event log.
  private static let hostsCost = 40_960

  /// The name servers. Without any the C library asks this machine, and so the answer is 127.0.0.1.
  package static func resolvers(_ text: [UInt8]) -> [IPAddress] {
    var found: [IPAddress] = []
    for words in lines(text, comments: [UInt8(ascii: "#"), UInt8(ascii: ";")]) {
      guard words.first == "nameserver", words.count > 1, found.count < resolverLimit else {
        continue
      }
      if let address = address(words[1]), !found.contains(address) { found.append(address) }
    }
    return found.isEmpty ? [IPAddress(v4: 0x7f00_0001)] : found
  }

  /// The search list: what is appended to names that are not whole. The last line counts
  /// (resolv.conf(5)).
  package static func searchDomains(_ text: [UInt8]) -> [String] {
    let comments: Set<UInt8> = [UInt8(ascii: "#"), UInt8(ascii: ";")]
    let last = lines(text, comments: comments).last { ["search", "domain"].contains($0.first) }
    return (last ?? []).dropFirst().prefix(searchLimit).compactMap(hostName)
  }

  private static let searchLimit = 32

  /// Addresses with their names, lower case. Entries for loopback, 0.0.0.0 and ::, as files that block
  /// hosts have by the thousand, name no endpoint and are left out.
  package static func hosts(_ text: [UInt8]) -> [Resolvers.Host] {
    var hosts: [Resolvers.Host] = []
    var cost = 0
    for line in text.prefix(textLimit).split(separator: UInt8(ascii: "\n")) {
      guard cost <= hostsCost, let address = address(ofHosts: line), canBeNamed(address) else {
        continue
      }
      let names = words(line, comments: [UInt8(ascii: "#")]).dropFirst().compactMap(hostName)
      cost += 64 + names.reduce(0) { $0 + $1.utf8.count + 3 }
      guard !names.isEmpty, cost <= hostsCost else { continue }
      hosts.append(Resolvers.Host(address: address, names: names))
    }
    return hosts
  }

  /// The words of each line, comments left out.
  static func lines(_ text: [UInt8], comments: Set<UInt8>) -> [[String]] {
    text.prefix(textLimit).split(separator: UInt8(ascii: "\n")).map {
      words($0, comments: comments)
    }
  }

  private static func words(_ line: ArraySlice<UInt8>, comments: Set<UInt8>) -> [String] {
    line.prefix { !comments.contains($0) }.split(whereSeparator: isBlank)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  /// The first word of a line of a hosts file, read before the others: most lines of a long file end
  /// here.
  private static func address(ofHosts line: ArraySlice<UInt8>) -> IPAddress? {
    let word = line.drop(while: isBlank).prefix { !isBlank($0) && $0 != UInt8(ascii: "#") }
    return word.isEmpty ? nil : address(String(decoding: word, as: UTF8.self))
  }

  /// Whether a hosts file can name the address: everything on this machine would have the name of the
  /// last host that it blocks.
  package static func canBeNamed(_ address: IPAddress) -> Bool {
    switch address.scope {
    case .loopback, .unspecified: false
    case .linkLocal, .multicast, .broadcast, .privateUse, .global: true
    }
  }

  /// A scope (`fe80::1%eth0`) says through which interface; the address is the same.
  static func address(_ word: String) -> IPAddress? {
    IPAddress(word.prefix { $0 != "%" })
  }

  /// A name as names are compared: lower case, no dot at the end; nil for what is none.
  package static func hostName(_ word: String) -> String? {
    let name = word.hasSuffix(".") ? word.dropLast() : word[...]
    guard !name.isEmpty, name.utf8.count <= 253, name.utf8.allSatisfy(isHostCharacter) else {
      return nil
    }
    return name.lowercased()
  }

  private static func isHostCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}
