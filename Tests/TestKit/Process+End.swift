// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Process {
  /// Ends it for certain, and at once: children of the tests' runner have SIGTERM blocked.
  package func end() {
    if isRunning { kill(processIdentifier, SIGKILL) }
  }
}
