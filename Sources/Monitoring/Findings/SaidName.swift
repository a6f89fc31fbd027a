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
}
