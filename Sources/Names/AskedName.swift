// SPDX-License-Identifier: Apache-2.0

package import Events

/// What a question asks for, as a person would say it.
package enum AskedName: Hashable, Sendable {
  /// A host, or any other name. Where it ends with a domain of the search list, `searched` is what the
  /// process asked for: `api.github.com` of `api.github.com.corp.example`.
  case host(String, searched: String?)
  /// A service of a host: `_mongodb._tcp.db.example` is of `db.example`.
  case service(String)
  /// Which name an address has.
  case reverse(IPAddress)
  /// A name within the machine or its link, or of discovery, that no resolver outside is asked for.
  case local

  package init(_ question: DNSQuestion, searchDomains: [String] = []) {
    let name = question.name
    if let address = Self.reverse(name) {
      self = .reverse(address)
    } else if name.hasPrefix("_") {
      self = .service(Self.withoutServices(name))
    } else if !name.contains(".") || Self.isLocal(name) {
      self = .local
    } else {
      self = .host(name, searched: Self.searched(name, searchDomains))
    }
  }

  private static func isLocal(_ name: String) -> Bool {
    [".local", ".localhost", ".home.arpa", ".internal"].contains { name.hasSuffix($0) }
  }

  private static func withoutServices(_ name: String) -> String {
    String(name.split(separator: ".").drop { $0.hasPrefix("_") }.joined(separator: "."))
  }

  private static func searched(_ name: String, _ domains: [String]) -> String? {
    let suffix = domains.filter { name.hasSuffix("." + $0) && !$0.isEmpty }.max {
      $0.count < $1.count
    }
    return suffix.map { String(name.dropLast($0.count + 1)) }
  }

  /// `7.100.51.198.in-addr.arpa` (RFC 1035, section 3.5), and nibbles under `ip6.arpa` (RFC 3596,
  /// section 2.5).
  private static func reverse(_ name: String) -> IPAddress? {
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    if name.hasSuffix(".in-addr.arpa"), labels.count == 6 {
      return IPAddress(labels.prefix(4).reversed().joined(separator: "."))
    }
    guard name.hasSuffix(".ip6.arpa"), labels.count == 34 else { return nil }
    let nibbles = labels.prefix(32).reversed().compactMap { label in
      label.utf8.count == 1 ? UInt8(label, radix: 16) : nil
    }
    guard nibbles.count == 32 else { return nil }
    return IPAddress(
      bytes: stride(from: 0, to: 32, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] })
  }
}
