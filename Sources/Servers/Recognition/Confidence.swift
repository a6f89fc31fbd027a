// SPDX-License-Identifier: Apache-2.0

/// How sure an attribution is.
package enum Confidence: String, Hashable, Sendable, CaseIterable, Comparable {
  case low, medium, high

  package static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .low: 1
    case .medium: 2
    case .high: 3
    }
  }
}
