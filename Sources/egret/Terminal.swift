// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Where a command speaks to a person.
enum Terminal {
  /// One line on stderr: stdout is for results.
  static func say(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}
