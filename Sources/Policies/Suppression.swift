// SPDX-License-Identifier: Apache-2.0

/// What a person knows of and does not want to be woken for, until a day. It makes nothing expected: what
/// it fits is told all the same, as information, with when that ends.
package struct Suppression: Hashable, Sendable {
  /// By an alert's rules: each of them must be among these. Empty: any.
  package var rules: Set<String>
  /// The server's name in its client's configuration; nil: any.
  package var server: String?
  /// nil: any.
  package var endpoint: Expectation?
  package var reason: String
  /// The last day, UTC.
  package var until: CalendarDay
  package var place: Place

  /// Whether it counts on a day, and is of such an alert: `servers` are all that the process may be.
  package func fits(rules fired: [String], servers: [String], day: Int) -> Bool {
    guard day <= until.daysSinceEpoch, rules.isEmpty || rules.isSuperset(of: fired) else {
      return false
    }
    return server.map { name in !servers.isEmpty && servers.allSatisfy { $0 == name } } ?? true
  }

  /// An endpoint to judge by; nil where it is of every one.
  package var expectations: Expectations? {
    endpoint.map { Expectations(lists: [[$0]], origins: [.policy(place)]) }
  }
}

extension Policy {
  /// A warning for each that is over: it hides nothing any more.
  package func endedSuppressions(on day: Int) -> [Diagnostic] {
    suppressions.filter { $0.until.daysSinceEpoch < day }.map {
      Diagnostic(
        place: $0.place, level: .warning,
        message: "this suppression ended with \($0.until), and hides nothing; remove it")
    }
  }
}
