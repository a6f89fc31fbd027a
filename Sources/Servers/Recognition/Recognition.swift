// SPDX-License-Identifier: Apache-2.0

/// The entries that an exec may be, best first, and why.
package struct Recognition: Hashable, Sendable {
  /// Never empty; several if they fit equally.
  package var candidates: [ServerEntry]
  package var confidence: Confidence
  /// The reasons for an analyst: short sentences in the alert's words.
  package var reasons: [String]
  /// `npm:@scope/name@1.2.3`, `pypi:name`, `oci:image`, if the command line shows one.
  package var package: String?
  /// A person started it: its stdin is a terminal.
  package var isManual: Bool
  /// The package's version can never be another; nil if the command line shows no package.
  package var isPinned: Bool?
  /// No configuration lists it, so nothing says what it may use.
  package var isUnlisted: Bool

  package init(
    candidates: [ServerEntry], confidence: Confidence, reasons: [String], package: String? = nil,
    isManual: Bool = false, isPinned: Bool? = nil, isUnlisted: Bool = false
  ) {
    self.candidates = candidates
    self.confidence = confidence
    self.reasons = reasons
    self.package = package
    self.isManual = isManual
    self.isPinned = isPinned
    self.isUnlisted = isUnlisted
  }
}

/// The certainty of an attribution.
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
