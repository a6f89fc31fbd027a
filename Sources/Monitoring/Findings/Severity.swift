// SPDX-License-Identifier: Apache-2.0

/// How bad, in the field's words.
package enum Severity: Int, Hashable, Sendable, CaseIterable, Comparable {
  case informational = 1, low, medium, high, critical

  package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}
