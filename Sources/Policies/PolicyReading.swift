// SPDX-License-Identifier: Apache-2.0

/// A policy file as read.
package struct PolicyReading: Hashable, Sendable {
  /// Nil where a diagnostic is an error.
  package var policy: Policy?
  /// In the order of the file.
  package var diagnostics: [Diagnostic]
}
