// SPDX-License-Identifier: Apache-2.0

/// A name that a process itself gave of where a connection goes. A claim: nothing else says so.
package struct SaidName: Hashable, Sendable {
  package var name: String
  /// Where it was said: `sni`, `quic` or `http`.
  package var evidence: NameEvidence

  package init(name: String, evidence: NameEvidence) {
    self.name = name
    self.evidence = evidence
  }

  /// Where it was said, in words.
  var place: String {
    switch evidence {
    case .quic: "in QUIC's ClientHello"
    case .http: "as the Host of a request"
    case .sni, .dns, .machine, .proxy, .none: "in its ClientHello"
    }
  }
}
