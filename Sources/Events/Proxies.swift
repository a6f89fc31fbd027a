// SPDX-License-Identifier: Apache-2.0

/// The proxies that others than a server named when it began: read once, by its first process.
/// Endpoints only, in the policy's spelling; no user and no password is kept.
package struct Proxies: Hashable, Sendable {
  package var time: Instant
  /// The server's first process.
  package var process: ProcessID
  /// By the machine's own settings.
  package var machine: [String]
  /// By the environment of the process that started it.
  package var starter: [String]

  package init(
    time: Instant, process: ProcessID, machine: [String] = [], starter: [String] = []
  ) {
    self.time = time
    self.process = process
    self.machine = machine
    self.starter = starter
  }
}
