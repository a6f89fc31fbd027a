// SPDX-License-Identifier: Apache-2.0

/// What an event led to.
package enum Outcome: Hashable, Sendable {
  case finding(Finding)
  case directive(Directive)
}
