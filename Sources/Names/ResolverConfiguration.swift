// SPDX-License-Identifier: Apache-2.0

package import Events

/// Reads resolv.conf(5) and hosts(5). Both may come from a mount namespace that a process made up:
/// what is returned is bounded, and lines that say nothing are passed over, as the C library does.
package enum ResolverConfiguration {
  private static let resolverLimit = 16
  private static let textLimit = 262_144
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

  /// Addresses with their names, lower case. Entries for 0.0.0.0 and ::, which block names, name no
  /// endpoint and are left out.
  package static func hosts(_ text: [UInt8]) -> [Resolvers.Host] {
    var hosts: [Resolvers.Host] = []
    var cost = 0
    for words in lines(text, comments: [UInt8(ascii: "#")]) {
      guard let first = words.first, let address = address(first), address.scope != .unspecified
      else { continue }
      let names = words.dropFirst().compactMap(hostName)
      cost += 64 + names.reduce(0) { $0 + $1.utf8.count + 3 }
      guard !names.isEmpty, cost <= hostsCost else { continue }
      hosts.append(Resolvers.Host(address: address, names: names))
    }
    return hosts
  }

  /// The words of each line, comments left out.
  private static func lines(_ text: [UInt8], comments: Set<UInt8>) -> [[String]] {
    text.prefix(textLimit).split(separator: UInt8(ascii: "\n")).map { line in
      line.prefix { !comments.contains($0) }
        .split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// A scope (`fe80::1%eth0`) says through which interface; the address is the same.
  private static func address(_ word: String) -> IPAddress? {
    IPAddress(word.prefix { $0 != "%" })
  }

  private static func hostName(_ word: String) -> String? {
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
