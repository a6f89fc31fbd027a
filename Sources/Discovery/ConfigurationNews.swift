// SPDX-License-Identifier: Apache-2.0

/// What a reading of the configurations brought.
package struct ConfigurationNews: Hashable, Sendable {
  /// The list of servers is another one than before.
  package var isOtherList = false
  /// Problems that were not there before.
  package var problems: [DiscoveryProblem] = []
  /// What a person should know about the reading itself.
  package var warnings: [String] = []
  /// The policy's file was written.
  package var isPolicyWritten = false
  /// Nanoseconds that the reading took.
  package var duration: UInt64 = 0
}
