// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Takes lines without ever blocking; each output writes them in a thread of its own, from a queue of its
/// own: one that stalls, is full or is closed changes nothing for another.
///
/// A line that finds a queue full is dropped there and counted; so is one that an output did not take.
/// The caller reports the loss in the stream (`lost`), and ignores SIGPIPE.
package final class LineWriter: Sendable {
  private let lanes: [Lane]

  /// Bytes that may wait for one output. Lines are shared by the queues.
  package static let defaultCapacity = 8 << 20

  /// `host` and `process` are for syslog's header. `capacity` in bytes, of each output.
  package convenience init(
    _ outputs: [Output], host: String, process: Int32, capacity: Int = defaultCapacity
  ) throws(SinkError) {
    var sinks: [Sink] = []
    for output in outputs { sinks.append(try Sink(output, host: host, process: process)) }
    try self.init(sinks: sinks, capacity: capacity)
  }

  /// A descriptor that is open already and stays the caller's.
  package convenience init(
    descriptor: Int32, name: String, capacity: Int = defaultCapacity
  ) throws(SinkError) {
    try self.init(
      sinks: [.stream(StreamSink(descriptor: descriptor, name: name))], capacity: capacity)
  }

  init(sinks: [Sink], capacity: Int) throws(SinkError) {
    var lanes: [Lane] = []
    for sink in sinks { lanes.append(try Lane(sink, capacity: capacity)) }
    self.lanes = lanes
  }

  deinit { update { $0.isClosing = true } }

  /// Never blocks. Returns whether every output that is open has taken the line.
  @discardableResult package func write(_ line: OutputLine) -> Bool {
    var (isTaken, isRefused) = (false, false)
    for lane in lanes {
      let (wasTaken, isDead) = lane.gate.update { ($0.push(line), $0.isDead) }
      isTaken = isTaken || wasTaken
      isRefused = isRefused || !wasTaken && !isDead
    }
    return isTaken && !isRefused
  }

  /// Writes at the end of a run, when waiting is allowed: for room, and then for the last byte.
  /// Returns whether all of it was written in time.
  package func drain(_ lines: [OutputLine], within limit: Duration) -> Bool {
    let end = ContinuousClock.now.advanced(by: limit)
    // One that stalls keeps the others from nothing: it comes last.
    for lane in lanes.sorted(by: { $0.state.bytes < $1.state.bytes }) {
      lane.drain(lines, until: end)
    }
    return flush(until: end)
  }

  /// Waits until everything is written. Returns whether it is.
  package func flush(within limit: Duration) -> Bool {
    flush(until: ContinuousClock.now.advanced(by: limit))
  }

  private func flush(until end: ContinuousClock.Instant) -> Bool {
    var isWritten = true
    for lane in lanes {
      let limit = ContinuousClock.now.duration(to: end)
      let isDone = lane.gate.wait(atMost: limit) { $0.count == 0 ? true : nil }
      isWritten = isWritten && isDone == true
    }
    return isWritten
  }

  /// Opens files again before the next line: they have been moved.
  package func reopen() { update { $0.wantsReopening = true } }

  /// Each output, in the order in which they were given.
  package var states: [OutputState] { lanes.map(\.state) }

  /// Lines lost since the beginning, for whatever reason, by all outputs together.
  package var lost: UInt64 { lanes.reduce(0) { $0 &+ $1.gate.update { $0.lost } } }

  /// What waits in the fullest queue, in bytes.
  package var mostQueuedBytes: Int { lanes.map { $0.gate.update { $0.bytes } }.max() ?? 0 }

  /// Every output is closed: nothing more will be written.
  package var isClosed: Bool { lanes.allSatisfy { $0.gate.update { $0.isDead } } }

  /// Notices readers that have gone, before the next line would.
  package func closeUnread() {
    for lane in lanes { lane.closeIfUnread() }
  }

  /// The errors since the last call: of each output the first of several in a row.
  package func takeFaults() -> [SinkError] {
    lanes.flatMap { lane in
      lane.gate.update { queue in
        defer { queue.faults = [] }
        return queue.faults
      }
    }
  }

  private func update(_ change: (inout LineQueue) -> Void) {
    for lane in lanes { lane.gate.update(change) }
  }
}
