// SPDX-License-Identifier: Apache-2.0

/// How a process's own command word compares with an entry's.
enum CommandFit: Hashable, Sendable {
  case same
  /// The entry names a path, and the program has the same name elsewhere.
  case directoryDiffers
}
