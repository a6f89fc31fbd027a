// SPDX-License-Identifier: Apache-2.0

/// One exec. Every process forked from it, and not execed since, has the same one.
package struct ProgramID: Hashable, Sendable {
  package var rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The kernel did not know.
  package static let unknown = ProgramID(rawValue: 0)
}
