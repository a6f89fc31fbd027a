// SPDX-License-Identifier: Apache-2.0

/// What a reading of the configurations brought.
package struct ConfigurationNews: Hashable, Sendable {
  /// The list of servers is another one than before.
  package var isOtherList = false
  /// Problems that were not there before.
  package var problems: [DiscoveryProblem] = []
  /// What a person should know about the reading itself.
  package var warnings: [String] = []
  /// A file of the policy that was written, or its folder; nil where none was.
  package var writtenPolicy: String?
  /// Nanoseconds that the reading took.
  package var duration: UInt64 = 0
}
