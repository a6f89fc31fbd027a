// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Watch {
  /// Tells whoever waits that every hook is attached and every running process is known.
  func makeReadyFile() throws {
    guard let path = options.readyFile else { return }
    try Data().write(to: URL(filePath: path))
  }
}
