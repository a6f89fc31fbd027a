// SPDX-License-Identifier: Apache-2.0

/// A file that was read, with the facts that say how far to trust it.
package struct UserFile: Hashable, Sendable {
  package var bytes: [UInt8]
  package var owner: UInt32
  /// Anyone on the machine may change it.
  package var isWorldWritable: Bool
}
