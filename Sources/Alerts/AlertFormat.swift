// SPDX-License-Identifier: Apache-2.0

/// What a line looks like.
package enum AlertFormat: String, Hashable, Sendable, CaseIterable {
  case ocsf, ecs, text

  /// Whether a line has the command lines of its processes.
  var showsCommands: Bool { self != .text }
}
