// SPDX-License-Identifier: Apache-2.0

import Kernel
import Servers

/// What a large file held in that state: it takes a noticeable time to read, and is written less often
/// than others.
struct LargeFile: Sendable {
  /// Bytes from which on a file is one.
  static let size = 1 << 20

  var state: FileState
  var reading: ConfigurationReading
}
