// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
import Events

/// An entry of a policy as text.
extension Expectation {
  /// The most that an entry can need: a name of 253 bytes, a port range and a protocol.
  private static let longest = 300

  /// Reads `HOST[:PORT][/PROTOCOL]`, `unix:/PATH`, `unix:@NAME`, `any` or `none`.
  ///
  /// HOST is a name, `*.` and a name, an IPv4 address, an IPv6 address in brackets, or a CIDR range
  /// of either. Without a port it is 443; `*` is every port, `8000-8100` a range. Without a
  /// protocol it is TCP; `/https` is TCP and UDP 443.
  package static func parse(
    _ text: String, origin: Origin = .entry
  ) throws(ExpectationError) -> Expectation {
    do { return try read(text, origin) } catch { throw withoutCredential(error, of: text) }
  }

  /// An error repeats a part of the text, and a part alone may not show as a credential: the error
  /// is that of the text as it may be shown.
  private static func withoutCredential(
    _ error: ExpectationError, of text: String
  ) -> ExpectationError {
    if text.utf8.count > longest { return error }
    let shown = Redactor.redacted(text)
    if shown == text { return error }
    do { _ = try read(shown, .entry) } catch { return error }
    return .credential(shown)
  }

  private static func read(
    _ text: String, _ origin: Origin
  ) throws(ExpectationError) -> Expectation {
    if text.hasPrefix(socketPrefix) { return try socket(text, origin) }
    try checkCharacters(text)
    if let url = ExpectationParts.url(text[...]) { throw url }
    let parts = try ExpectationParts(text)
    let target = try self.target(parts, of: text)
    let protocols = try self.protocols(parts, for: target)
    let ports = try self.ports(parts, protocols: protocols, target: target)
    return Expectation(
      target: target, ports: ports, protocols: protocols, maxUpload: nil, text: text, origin: origin
    )
  }

  /// What an entry of a Unix socket begins with.
  static let socketPrefix = "unix:"

  /// A Unix socket has neither port nor protocol: no question about an address fits it.
  private static func socket(
    _ text: String, _ origin: Origin
  ) throws(ExpectationError) -> Expectation {
    if text.utf8.count > longest { throw .tooLong(bytes: text.utf8.count) }
    let name = text.dropFirst(socketPrefix.count)
    guard name.utf8.allSatisfy({ (33...126).contains($0) }) else {
      throw .badSocket(String(name), why: "only visible ASCII can be written")
    }
    return Expectation(
      target: .socket(try SocketPattern(parsing: name)), ports: allPorts, protocols: [],
      maxUpload: nil, text: text, origin: origin)
  }

  private static func checkCharacters(_ text: String) throws(ExpectationError) {
    if text.isEmpty { throw .empty }
    if text.utf8.count > longest { throw .tooLong(bytes: text.utf8.count) }
    if !text.utf8.allSatisfy({ $0 < 128 }) { throw .notASCII(text) }
    if !text.utf8.allSatisfy({ (33...126).contains($0) }) { throw .forbiddenCharacter(text) }
  }

  private static func target(
    _ parts: ExpectationParts, of text: String
  ) throws(ExpectationError) -> Target {
    if parts.host.isEmpty { throw .emptyHost(text) }
    switch parts.host.lowercased() {
    case "any" where !parts.isBracketed && parts.prefix == nil: return .any
    case "none" where !parts.isBracketed:
      if text.utf8.count > 4 { throw .notAlone("none") }
      return .none
    default: break
    }
    guard let address = IPAddress(parts.host) else {
      if let network = AddressRange.network(parts.host) {
        throw .notCIDR(String(parts.host), network: network.description)
      }
      return try .host(host(parts, of: text))
    }
    if let mask = parts.transport, let network = AddressRange.network(address, mask: mask) {
      throw .notCIDR("\(parts.host)/\(mask)", network: network.description)
    }
    if !address.isIPv4 && !parts.isBracketed { throw .needsBrackets(String(parts.host)) }
    return try .network(network(address, parts))
  }

  private static func host(
    _ parts: ExpectationParts, of text: String
  ) throws(ExpectationError) -> HostPattern {
    if parts.isBracketed { throw .badBrackets(text) }
    let pattern = try HostPattern(parsing: parts.host)
    if parts.prefix != nil { throw .prefixWithoutAddress(String(parts.host)) }
    return pattern
  }

  private static func network(
    _ address: IPAddress, _ parts: ExpectationParts
  ) throws(ExpectationError) -> Network {
    guard let prefix = parts.prefix else { return Network(address) }
    let most = address.isIPv4 ? 32 : 128
    guard prefix.utf8.count <= 3, let length = Int(prefix),
      let network = Network(address, length: length)
    else { throw .badPrefix(String(prefix), most: most) }
    if network.address != address {
      throw .hostBits("\(parts.host)/\(prefix)", network: network.description)
    }
    return network
  }

  private static func protocols(
    _ parts: ExpectationParts, for target: Target
  ) throws(ExpectationError) -> ProtocolSet {
    guard let word = parts.transport else {
      return target == .any && parts.port == nil ? .any : .tcp
    }
    guard let protocols = ProtocolSet(spelling: word) else {
      let nearest = Spelling.nearest(to: String(word), among: ProtocolSet.spellings.map(\.key))
      throw .unknownProtocol(String(word), nearest: nearest)
    }
    if protocols == .icmp, parts.port != nil { throw .portWithICMP }
    return protocols
  }

  private static func ports(
    _ parts: ExpectationParts, protocols: ProtocolSet, target: Target
  ) throws(ExpectationError) -> ClosedRange<UInt16> {
    guard let word = parts.port else {
      let isAll = protocols == .icmp || (target == .any && protocols != .https) || target == .none
      return isAll ? allPorts : defaultPort...defaultPort
    }
    let ports = try self.ports(word)
    if protocols == .https, parts.transport != nil, ports != defaultPort...defaultPort {
      throw .portWithHTTPS(String(word))
    }
    return ports
  }

  /// `443`, `8000-8100` or `*`.
  static func ports(_ word: Substring) throws(ExpectationError) -> ClosedRange<UInt16> {
    if word == "*" { return allPorts }
    let ends = word.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = port(ends.first ?? ""), ends.count <= 2 else { throw .badPort(String(word)) }
    guard ends.count == 2 else { return first...first }
    guard let last = port(ends[1]) else { throw .badPort(String(word)) }
    if last < first { throw .reversedRange(String(word)) }
    return first...last
  }

  /// Plain decimal, 1 to 65535, without a sign or leading zero (which YAML 1.1 reads as octal).
  private static func port(_ word: Substring) -> UInt16? {
    guard word.utf8.allSatisfy({ (48...57).contains($0) }), word.first != "0" else { return nil }
    return UInt16(word)
  }
}
