// SPDX-License-Identifier: Apache-2.0

package import Events
package import Servers

/// A client's configuration that could not be read, or not to its end: what it lists is not known.
package struct ConfigurationGap: Hashable, Sendable {
  package var time: Instant
  package var file: String
  /// Empty where it is no product's file, but a directory or a mount.
  package var client: String
  /// What is wrong, and where.
  package var problem: ConfigurationProblem
  /// Whose the file is; nil where it is not known.
  package var owner: UInt32?
  /// What the file listed before it became unreadable still counts.
  package var isKept: Bool

  package init(
    time: Instant, file: String, client: String, problem: ConfigurationProblem,
    owner: UInt32? = nil, isKept: Bool = false
  ) {
    self.time = time
    self.file = file
    self.client = client
    self.problem = problem
    self.owner = owner
    self.isKept = isKept
  }
}
