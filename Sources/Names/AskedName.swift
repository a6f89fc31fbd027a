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
    } else if let host = Self.hostOfService(name) {
      self = Self.isOfNumbers(host) ? .local : .service(host)
    } else if Self.isOfNumbers(name) {
      self = .local
    } else if !name.contains(".") || Self.isLocal(name) {
      self = .local
    } else {
      self = .host(name, searched: Self.searched(name, searchDomains))
    }
  }

  private static func isLocal(_ name: String) -> Bool {
    [".local", ".localhost", ".home.arpa", ".internal"].contains { name.hasSuffix($0) }
  }

  /// What stands behind the last label of a service: `_mongodb._tcp` of its host, `lb._dns-sd._udp` of
  /// the domain to browse (RFC 6763, section 11).
  private static func hostOfService(_ name: String) -> String? {
    let labels = name.split(separator: ".")
    guard let last = labels.lastIndex(where: { $0.hasPrefix("_") }) else { return nil }
    return labels[(last + 1)...].joined(separator: ".")
  }

  /// A zone of reverse look-ups, not yet of one address: four numbers at most.
  private static func isOfNumbers(_ name: String) -> Bool {
    guard name.hasSuffix(".in-addr.arpa") else { return false }
    let labels = name.dropLast(".in-addr.arpa".count).split(separator: ".")
    return labels.count <= 4 && labels.allSatisfy { UInt8($0) != nil }
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
