// SPDX-License-Identifier: Apache-2.0

import Events

/// One list of expectations, compiled for the question of every connection: a host is found by
/// hashing it and each of its parents, an address by its beginning, narrowest range first.
struct ExpectationIndex: Hashable, Sendable {
  /// Without `none`, in the order of the sources.
  let list: [Expectation]
  /// Something was said of this server, if only `none`.
  let isDescribed: Bool
  private let names: [Substring: [Expectation]]
  private let parents: [Substring: [Expectation]]
  private let networks: NetworkIndex
  private let any: [Expectation]
  private let hosts: [Expectation]
  private let localhosts: [Expectation]
  private let sockets: [Expectation]

  init(_ expectations: [Expectation]) {
    isDescribed = !expectations.isEmpty
    list = expectations.filter { $0.target != .none }
    let hosts = list.compactMap { each in each.pattern.map { (pattern: $0, expectation: each) } }
    names = Self.grouped(hosts.filter { !$0.pattern.isWildcard })
    parents = Self.grouped(hosts.filter { $0.pattern.isWildcard })
    localhosts = hosts.filter { $0.pattern.isLocalhost }.map(\.expectation)
    self.hosts = hosts.filter { !$0.pattern.isLocalhost }.map(\.expectation)
    networks = NetworkIndex(list)
    any = list.filter { $0.target == .any }
    sockets = list.filter { $0.socket != nil }
  }

  private static func grouped(
    _ hosts: [(pattern: HostPattern, expectation: Expectation)]
  ) -> [Substring: [Expectation]] {
    Dictionary(grouping: hosts) { Substring($0.pattern.name) }.mapValues { $0.map(\.expectation) }
  }

  func judge(_ question: Question) -> Judgement {
    if let found = match(question) {
      return .expected(by: found.text, source: found.origin.description)
    }
    switch Reach(question.endpoint.address) {
    case .metadata: return .metadata
    case .local: return .local
    case .group: return isDescribed ? .unexpected : .noExpectations
    case .privateUse, .global: return refusal(question)
    }
  }

  func judge(name: String, port: UInt16?, transport: TransportProtocol) -> Judgement {
    if let found = match(name: name, port: port, transport: transport) {
      return .expected(by: found.text, source: found.origin.description)
    }
    return isDescribed ? .unexpected : .noExpectations
  }

  /// A Unix socket, by its path or abstract name.
  func judge(socket name: String) -> Judgement {
    if let found = match(socket: name) {
      return .expected(by: found.text, source: found.origin.description)
    }
    return isDescribed ? .unexpected : .noExpectations
  }

  /// A name before a wildcard.
  func match(socket name: String) -> Expectation? {
    let fitting = sockets.filter { $0.socket?.allows(name) == true }
    return fitting.first { $0.socket?.isWildcard == false } ?? fitting.first
  }

  private func refusal(_ question: Question) -> Judgement {
    guard isDescribed else { return .noExpectations }
    guard question.names.isEmpty, !question.isNameEvidenceComplete else { return .unexpected }
    return hosts.contains { $0.fits(question) } ? .addressWithoutName : .unexpected
  }

  /// The narrowest expectation that allows it: a name, a wildcard, a range, `any`.
  func match(_ question: Question) -> Expectation? {
    let address = question.endpoint.address
    switch Reach(address) {
    case .metadata: return network(question) { $0.isNarrow }
    case .local: return local(question)
    case .group: return network(question) { _ in true }
    case .privateUse: return named(question) ?? network(question) { _ in true }
    case .global:
      return named(question) ?? network(question) { _ in true } ?? any.first { $0.fits(question) }
    }
  }

  /// The entry that allows a host name alone, `any` included: for a name whose address is not known
  /// yet.
  func match(name: String, port: UInt16?, transport: TransportProtocol) -> Expectation? {
    let fits: (Expectation) -> Bool = { each in
      port.map { each.fits(port: $0, transport: transport) } ?? true
    }
    return host(name, where: fits) ?? any.first(where: fits)
  }

  /// Whether an entry other than `any` names the host, whatever the port.
  func namesExplicitly(_ name: String) -> Bool { host(name) { _ in true } != nil }

  private func named(_ question: Question) -> Expectation? {
    for name in question.names {
      if let found = host(name, where: { $0.fits(question) }) { return found }
    }
    return nil
  }

  private func host(_ name: String, where fits: (Expectation) -> Bool) -> Expectation? {
    guard !(names.isEmpty && parents.isEmpty), name.utf8.count <= HostPattern.longestName else {
      return nil
    }
    var rest = HostPattern.normalised(name)
    if let found = names[rest]?.first(where: fits) { return found }
    while !parents.isEmpty, let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) {
      guard dot != rest.startIndex else { return nil }
      rest = rest[dot...].dropFirst()
      if let found = parents[rest]?.first(where: fits) { return found }
    }
    return nil
  }

  /// The range that holds the address, or the IPv4 address inside a NAT64 one.
  private func network(_ question: Question, where suits: (Network) -> Bool) -> Expectation? {
    networks.first(holding: question.endpoint.address) { network, expectation in
      suits(network) && expectation.fits(question)
    }
  }

  /// Only a range within the address's own scope, or `localhost` for loopback.
  private func local(_ question: Question) -> Expectation? {
    let address = question.endpoint.address
    if address.scope == .loopback, let found = localhosts.first(where: { $0.fits(question) }) {
      return found
    }
    let scope = (address.translated ?? address).scope
    return network(question) { $0.address.scope == scope && $0.last.scope == scope }
  }
}

extension Expectation {
  fileprivate var pattern: HostPattern? {
    if case .host(let pattern) = target { pattern } else { nil }
  }

  fileprivate var socket: SocketPattern? {
    if case .socket(let pattern) = target { pattern } else { nil }
  }

  fileprivate func fits(_ question: Question) -> Bool {
    fits(port: question.endpoint.port, transport: question.transport)
  }
}

extension Network {
  /// Small enough to mean the metadata address in it: smaller than /16, in IPv6 than /63.
  fileprivate var isNarrow: Bool { isIPv4 ? length > 16 : length >= 64 }
}
