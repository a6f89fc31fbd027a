// SPDX-License-Identifier: Apache-2.0

/// A process for ever: its pid in the initial namespace, and when its leader started.
///
/// A pid alone is reused; the pair is not.
package struct ProcessID: Hashable, Sendable {
  package var pid: UInt32
  /// `start_boottime` of the thread-group leader, cut to the 10 ms in which /proc tells it; 0 where it
  /// is not known.
  package var start: Instant

  package init(pid: UInt32, start: Instant) {
    self.pid = pid
    self.start = start
  }
}
