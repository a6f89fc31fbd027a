// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a policy, where, and what to do about it.
package struct Diagnostic: Hashable, Sendable {
  package enum Level: String, Hashable, Sendable, CaseIterable {
    /// The file is refused.
    case error
    case warning
  }

  package var place: Place
  package var level: Level
  package var message: String

  package init(place: Place, level: Level, message: String) {
    self.place = place
    self.level = level
    self.message = message
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `policy.yaml:3:7: error: …`, one line, safe to show.
  package var description: String { "\(place): \(level.rawValue): \(message)" }
}
