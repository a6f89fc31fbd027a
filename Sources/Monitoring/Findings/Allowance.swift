// SPDX-License-Identifier: Apache-2.0

internal import Policies

/// What makes a destination an expected one.
package struct Allowance: Hashable, Sendable {
  /// The expectation, in the policy's spelling.
  package var text: String
  /// Who says so: `policy.yaml:12`, `catalogue`, `entry`, `resolvers`.
  package var source: String

  /// It is expected as a proxy, and by nothing else: what it is told is judged.
  package var isOfProxy: Bool

  package init(text: String, source: String, isOfProxy: Bool = false) {
    self.text = text
    self.source = source
    self.isOfProxy = isOfProxy
  }

  /// nil for what is not expected.
  init?(_ judgement: Judgement, isOfProxy: Bool = false) {
    guard case .expected(by: let text, let source) = judgement else { return nil }
    self.init(text: text, source: source, isOfProxy: isOfProxy)
  }
}
