// SPDX-License-Identifier: Apache-2.0

/// How an output stands: what waits for it, and what it did not take since the start.
package struct OutputStatus: Hashable, Sendable {
  /// As `--output` spells it.
  package var name: String
  package var queuedLines: Int
  package var queuedBytes: Int
  package var dropped: UInt64
  package var isClosed: Bool

  package init(
    name: String, queuedLines: Int, queuedBytes: Int, dropped: UInt64, isClosed: Bool = false
  ) {
    self.name = name
    self.queuedLines = queuedLines
    self.queuedBytes = queuedBytes
    self.dropped = dropped
    self.isClosed = isClosed
  }
}
