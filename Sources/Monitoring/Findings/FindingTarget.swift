// SPDX-License-Identifier: Apache-2.0

package import Events

/// What an act led to: an endpoint, a Unix socket, or nothing outside the process.
package struct FindingTarget: Hashable, Sendable {
  package var endpoint: Endpoint?
  package var transport: TransportProtocol
  /// Only with evidence.
  package var hostname: String?
  package var evidence: NameEvidence
  /// The port of a host that is known by its name alone: what a proxy was told.
  package var namedPort: UInt16?
  /// Every name the evidence gives, the one shown first.
  package var names: [String]
  /// Nanoseconds between the resolver's answer and the act; nil without an answer.
  package var nameAge: UInt64?
  /// The resolver that answered.
  package var resolver: IPAddress?
  /// What the process itself calls it. It names nothing that has a name, and is no part of what makes
  /// two findings one, except where it is what was found.
  package var said: SaidName?
  /// A Unix socket's path or `@abstract` name.
  package var unixPath: String?
  /// The other end, where that is of this machine and was looked for.
  package var local: LocalTarget?

  package init(
    endpoint: Endpoint?, transport: TransportProtocol, hostname: String? = nil,
    evidence: NameEvidence = .none, names: [String] = [], nameAge: UInt64? = nil,
    resolver: IPAddress? = nil, unixPath: String? = nil
  ) {
    self.endpoint = endpoint
    self.transport = transport
    self.hostname = hostname
    self.evidence = evidence
    self.names = names
    self.nameAge = nameAge
    self.resolver = resolver
    self.unixPath = unixPath
  }

  /// A name that the process said; what has no other name is known by it.
  mutating func take(_ said: SaidName) {
    self.said = said
    if evidence == .none { evidence = said.evidence }
  }
}
