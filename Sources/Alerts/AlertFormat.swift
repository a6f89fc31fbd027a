// SPDX-License-Identifier: Apache-2.0

/// What a line looks like.
package enum AlertFormat: String, Hashable, Sendable, CaseIterable {
  case ocsf, ecs, text

  /// Whether a line has the command line of the parent.
  var showsParentCommand: Bool { self != .text }
}
