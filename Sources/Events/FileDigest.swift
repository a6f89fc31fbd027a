// SPDX-License-Identifier: Apache-2.0

/// What a file held when it was read, or why it was not. Both are empty while nobody knows yet.
package struct FileDigest: Hashable, Sendable {
  /// 64 hexadecimal digits.
  package var sha256: String
  /// Why there are none.
  package var unavailable: String

  package init(sha256: String = "", unavailable: String = "") {
    self.sha256 = sha256
    self.unavailable = unavailable
  }

  package var isKnown: Bool { !sha256.isEmpty || !unavailable.isEmpty }
}
