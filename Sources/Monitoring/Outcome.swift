// SPDX-License-Identifier: Apache-2.0

/// What an event led to.
package enum Outcome: Hashable, Sendable {
  case finding(Finding)
  /// What was learned since of a finding that was reported: the same finding with a reason more, or with
  /// the name that its process says.
  case amended(Finding)
  /// The socket of a finding that was reported is closed: the same finding, with bytes and result.
  case closing(Finding)
  /// A flow began or ended; only where every flow is reported.
  case activity(NetworkActivity)
  case directive(Directive)
  case request(Request)
}
