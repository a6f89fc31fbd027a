// SPDX-License-Identifier: Apache-2.0

/// What a policy says of a connection.
package enum Judgement: Hashable, Sendable {
  /// `by` is the expectation as it is written, `source` who says so.
  case expected(by: String, source: String)
  case unexpected
  /// No name is known, the evidence has gaps, and a host expectation fits port and protocol.
  case addressWithoutName
  /// A cloud metadata service that no address expectation names.
  case metadata
  /// Loopback, link-local or unspecified, and not expected.
  case local
  /// Nothing describes this server.
  case noExpectations

  package var isExpected: Bool { if case .expected = self { true } else { false } }

  /// If lists disagree, the judgement with the highest weight is reported.
  var weight: Int {
    switch self {
    case .expected: 0
    case .noExpectations: 1
    case .local: 2
    case .addressWithoutName: 3
    case .unexpected: 4
    case .metadata: 5
    }
  }
}
