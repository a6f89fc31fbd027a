// SPDX-License-Identifier: Apache-2.0

/// What Egret remembers of a server from earlier starts, as it was when the server began.
package struct PackageHistory: Hashable, Sendable {
  /// What runs is another than at the last start: in sentences; empty where it is the same.
  package var changes: [String]
  /// What ran before, and what runs now: a version, or the beginning of a digest.
  package var before: String
  package var now: String
  /// Nanoseconds since the last change was noticed; nil where none was.
  package var sinceChange: UInt64?
  /// Hosts that what runs now reached in earlier starts.
  package var reached: [String]
  /// Hosts that what ran before reached.
  package var earlier: [String]
  /// Hosts that other servers of the same package on this machine reached.
  package var elsewhere: [String]
  /// What speaks against it, in sentences.
  package var doubts: [String]

  package init(
    changes: [String] = [], before: String = "", now: String = "", sinceChange: UInt64? = nil,
    reached: [String] = [], earlier: [String] = [], elsewhere: [String] = [], doubts: [String] = []
  ) {
    self.changes = changes
    self.before = before
    self.now = now
    self.sinceChange = sinceChange
    self.reached = reached
    self.earlier = earlier
    self.elsewhere = elsewhere
    self.doubts = doubts
  }
}
