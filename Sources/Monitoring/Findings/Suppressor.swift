// SPDX-License-Identifier: Apache-2.0

internal import Events
package import Policies

/// Marks the findings that the policy says are known: they are told as information, with when that ends.
package struct Suppressor: Sendable {
  private let suppressions: [(suppression: Suppression, expectations: Expectations?)]

  package init(_ policy: Policy) {
    suppressions = policy.suppressions.map { ($0, $0.expectations) }
  }

  /// `offset` is what is added to a finding's time for the clock's. Of several that fit, the first counts.
  package func marked(_ finding: Finding, offset: Int64) -> Finding {
    guard !suppressions.isEmpty, let found = first(for: finding, offset: offset) else {
      return finding
    }
    var marked = finding
    marked.suppression =
      "until \(found.until) (\(found.place.short)): \(String(found.reason.prefix(200)))"
    return marked
  }

  private func first(for finding: Finding, offset: Int64) -> Suppression? {
    let nanoseconds = Int64(clamping: finding.time.nanoseconds).addingReportingOverflow(offset)
    let day = Int(nanoseconds.partialValue / 86_400_000_000_000)
    let rules = finding.rules.map(\.rawValue)
    let servers =
      finding.server.candidates.isEmpty ? [finding.server.name] : finding.server.candidates
    return suppressions.first { each in
      each.suppression.fits(rules: rules, servers: servers, day: day)
        && (each.expectations.map { Self.covers($0, finding.target) } ?? true)
    }?.suppression
  }

  /// By the names that trusted evidence gives, as an expectation would: what a process says of itself
  /// hides nothing.
  private static func covers(_ expectations: Expectations, _ target: FindingTarget) -> Bool {
    if let path = target.unixPath { return expectations.judge(socket: path).isExpected }
    if let endpoint = target.endpoint {
      return expectations.allow(
        Question(
          endpoint: endpoint, transport: target.transport, names: target.names,
          isNameEvidenceComplete: true))
    }
    guard let host = target.hostname else { return false }
    return expectations.judge(name: host, port: target.namedPort, transport: target.transport)
      .isExpected
  }
}
