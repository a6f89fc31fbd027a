// SPDX-License-Identifier: Apache-2.0

package import Events

/// A connection or datagram, as a policy sees it.
package struct Question: Hashable, Sendable {
  package var endpoint: Endpoint
  package var transport: TransportProtocol
  /// The names that trusted evidence gives the address. May be empty.
  package var names: [String]
  /// Whether every name the process could know the address by was seen: false if answers may
  /// have been missed (the process is older than Egret, a loss, a resolver that is not watched).
  package var isNameEvidenceComplete: Bool

  package init(
    endpoint: Endpoint, transport: TransportProtocol, names: [String], isNameEvidenceComplete: Bool
  ) {
    self.endpoint = endpoint
    self.transport = transport
    self.names = names
    self.isNameEvidenceComplete = isNameEvidenceComplete
  }
}
