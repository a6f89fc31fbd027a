// SPDX-License-Identifier: Apache-2.0

/// How an output stands.
package struct OutputState: Hashable, Sendable {
  package var name: String
  /// What waits, and what is under way.
  package var lines: Int
  package var bytes: Int
  /// Lines that it did not take since the beginning.
  package var lost: UInt64
  /// It takes no line any more.
  package var isClosed: Bool
}
