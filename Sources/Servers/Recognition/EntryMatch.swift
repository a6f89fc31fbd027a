// SPDX-License-Identifier: Apache-2.0

/// One entry that an exec may be, and how well it fits.
struct EntryMatch: Hashable, Sendable {
  /// The parts that were found equal, the weakest match first.
  enum Kind: Int, Hashable, Sendable, Comparable {
    /// It runs from a launcher's cache and has the package's name and the entry's arguments.
    case program
    /// The package alone.
    case package
    /// The package with its version, and what the server is given.
    case launch
    /// The words of a command line that the kernel cut.
    case cut
    /// The whole command line.
    case full

    static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  var entry: Int
  var kind: Kind
  var confidence: Confidence
  var reasons: [String]
  /// Variables of the entry that the process has; negative if it lacks one.
  var variables = 0
  var weight = 0

  /// Lowers the confidence to at most this, saying why.
  mutating func limit(to limit: Confidence, because reason: String) {
    if confidence > limit { confidence = limit }
    reasons.append(reason)
  }

  /// Whether it fits as well as the other, so that neither may be dropped.
  func isEqual(to other: EntryMatch) -> Bool {
    kind == other.kind && confidence == other.confidence && (variables < 0) == (other.variables < 0)
  }

  /// Whether it comes before the other.
  func isBetter(than other: EntryMatch) -> Bool {
    if confidence != other.confidence { return confidence > other.confidence }
    if kind != other.kind { return kind > other.kind }
    if variables != other.variables { return variables > other.variables }
    if weight != other.weight { return weight > other.weight }
    return entry < other.entry
  }
}
