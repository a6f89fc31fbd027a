// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Takes lines without ever blocking, and writes them in a thread of its own.
///
/// A line that finds the queue full is dropped and counted; so is one that an output did not take.
/// The caller reports the loss in the stream (`lost`), and ignores SIGPIPE.
package final class LineWriter: Sendable {
  private let gate: Gate<LineQueue>

  package static let defaultCapacity = 8 << 20

  /// `host` and `process` are for syslog's header. `capacity` in bytes.
  package convenience init(
    _ outputs: [Output], host: String, process: Int32, capacity: Int = defaultCapacity
  ) throws(SinkError) {
    let message = SyslogMessage(host: host, process: process)
    var sinks: [Sink] = []
    for output in outputs { sinks.append(try Sink(output, message: message)) }
    try self.init(sinks, capacity: capacity)
  }

  /// A descriptor that is open already and stays the caller's.
  package convenience init(
    descriptor: Int32, name: String, capacity: Int = defaultCapacity
  ) throws(SinkError) {
    try self.init([.stream(StreamSink(descriptor: descriptor, name: name))], capacity: capacity)
  }

  private init(_ sinks: [Sink], capacity: Int) throws(SinkError) {
    gate = Gate(LineQueue(capacity: capacity))
    let gate = gate
    try Self.start { WriterLoop(gate: gate, sinks: sinks).run() }
  }

  deinit { gate.update { $0.isClosing = true } }

  /// Never blocks. Returns whether the line was taken.
  @discardableResult package func write(_ line: OutputLine) -> Bool {
    gate.update { $0.push(line) }
  }

  /// Writes at the end of a run, when waiting is allowed: for room, and then for the last byte.
  /// Returns whether all of it was written in time.
  package func drain(_ lines: [OutputLine], within limit: Duration) -> Bool {
    let clock = ContinuousClock()
    let end = clock.now.advanced(by: limit)
    for line in lines {
      let taken = gate.wait(atMost: clock.now.duration(to: end)) { queue in
        queue.mayTake(line) ? queue.push(line) : nil
      }
      if taken == nil { gate.update { $0.lost &+= 1 } }
    }
    return flush(within: clock.now.duration(to: end))
  }

  /// Waits until everything is written. Returns whether it is.
  package func flush(within limit: Duration) -> Bool {
    gate.wait(atMost: limit) { $0.count == 0 ? true : nil } ?? false
  }

  /// Opens files again before the next line: they have been moved.
  package func reopen() { gate.update { $0.wantsReopening = true } }

  /// Lines lost since the beginning, for whatever reason.
  package var lost: UInt64 { gate.update { $0.lost } }

  /// Lines that wait, and their bytes.
  package var queued: (lines: Int, bytes: Int) { gate.update { ($0.count, $0.bytes) } }

  /// Every output is closed: nothing more will be written.
  package var isClosed: Bool { gate.update { $0.isDead } }

  /// The errors since the last call: of each output the first of several in a row.
  package func takeFaults() -> [SinkError] {
    gate.update { queue in
      defer { queue.faults = [] }
      return queue.faults
    }
  }
}

extension LineWriter {
  private final class Work {
    let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }
  }

  private static func start(_ body: @escaping @Sendable () -> Void) throws(SinkError) {
    let work = unsafe Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread, nil,
      { raw in
        guard let raw = unsafe raw else { return nil }
        let work = unsafe Unmanaged<Work>.fromOpaque(raw).takeRetainedValue()
        LineWriter.ignoreSignals()
        work.body()
        return nil
      }, work.toOpaque())
    if code == 0 {
      pthread_detach(thread)
    } else {
      unsafe work.release()
      throw .noThread(code: code)
    }
  }

  /// Signals are the event loop's.
  private static func ignoreSignals() {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
  }
}
