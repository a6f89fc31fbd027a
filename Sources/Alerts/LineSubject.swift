// SPDX-License-Identifier: Apache-2.0

/// What a line is about, for outputs that have fields of their own beside the line.
package struct LineSubject: Hashable, Sendable {
  /// The line's sentence, escaped and cut as in the line.
  package var message: [UInt8]
  /// Empty where Egret speaks of itself.
  package var server = ""
  package var client = ""
  package var rule = ""
}
