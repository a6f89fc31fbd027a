// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Monitoring
import Policies
import Servers
import Sinks

/// Everything that becomes a line: alerts, lines about Egret itself, and the recording that a replay
/// makes the same lines from.
struct Reporter: ~Copyable {
  /// How long the sinks may be waited for in each second.
  private static let patience = Duration.milliseconds(500)

  private var stream: AlertStream
  /// What the policy in force says is known.
  var suppressor: Suppressor
  private let writer: LineWriter
  private var recorder: Recorder?
  /// Where counters are written for a collector of metrics.
  private let metrics: ReplacedFile?
  private var metricsFault: String?
  private var ledger = LossLedger()
  /// What is left of the patience in this second.
  private var patience = Self.patience
  /// The bytes that wait for an output which wrote nothing while it was waited for.
  private var stalled: Int?

  init(
    stream: AlertStream, writer: LineWriter, recorder: Recorder?, metrics: ReplacedFile? = nil,
    suppressor: Suppressor = Suppressor(Policy())
  ) {
    self.suppressor = suppressor
    self.stream = stream
    self.writer = writer
    self.recorder = recorder
    self.metrics = metrics
  }

  /// Every output is closed: nothing more will be written.
  var isClosed: Bool { writer.isClosed }
  /// Lines that no output took.
  var lost: UInt64 { writer.lost }
  /// Records that were lost, as far as that is reported.
  var lostRecords: UInt64 { ledger.records }

  /// Opens files again: they have been moved.
  func reopen() { writer.reopen() }

  /// Errors of the outputs and of the recording since the last call. The run goes on without them.
  mutating func takeFaults() -> [String] {
    defer { metricsFault = nil }
    return writer.takeFaults().map { "\($0)" }
      + [recorder?.takeFault(), metricsFault].compactMap { $0 }
  }
}

// MARK: - What is recorded

extension Reporter {
  mutating func record(_ event: Event) { recorder?.record(event) }

  /// The entries that are in force from now on.
  mutating func record(_ entries: [ServerEntry]) { recorder?.record(entries) }

  mutating func record(_ change: ConfigurationChange) { recorder?.record(.change(change)) }

  mutating func record(_ gap: ConfigurationGap) { recorder?.record(.gap(gap)) }
}

// MARK: - What is written

extension Reporter {
  mutating func report(_ finding: Finding) {
    // A second that passed may be all that led to it.
    recorder?.keepTick()
    write(stream.report(marked(finding)))
  }

  mutating func amend(_ finding: Finding) { write(stream.amend(marked(finding))) }
  mutating func close(_ finding: Finding) { write(stream.close(marked(finding))) }

  private func marked(_ finding: Finding) -> Finding {
    suppressor.marked(finding, offset: stream.realtimeOffset)
  }

  mutating func report(_ activity: NetworkActivity) { write([stream.tell(activity)]) }

  /// A line about Egret itself. What the reporter counts is filled in.
  mutating func report(_ notice: Notice, _ status: Status) {
    recorder?.record(.line)
    let status = completed(status)
    write([stream.tell(notice, status)])
    switch notice {
    case .start, .heartbeat: writeMetrics(status)
    case .stop, .loss, .policyAccepted, .policyRefused, .hook: break
    }
  }

  private mutating func writeMetrics(_ status: Status) {
    guard let metrics else { return }
    do throws(SinkError) {
      try metrics.replace(with: Array(stream.metrics(status).text.utf8))
    } catch {
      metricsFault = "\(error)"
    }
  }

  /// The counters that grew since the last call, each worth a line.
  mutating func grownLosses(_ status: Status) -> [LossLedger.Growth] {
    ledger.growth(to: completed(status).losses)
  }

  /// A second begins, before its tick is judged.
  mutating func beginTick(at time: Instant, offset: Int64) {
    patience = Self.patience
    recorder?.record(tick: time, offset: offset)
  }

  /// The tick was judged: repeats that are due are written. The clock may have been set since the
  /// last second: lines are dated by it from now on. An output whose reader has gone is closed.
  mutating func endTick(at time: Instant, offset: Int64) {
    writer.closeUnread()
    stream.realtimeOffset = offset
    let lines = stream.tick(at: time)
    if !lines.isEmpty { recorder?.keepTick() }
    write(lines)
  }

  /// The end of the run: everything that waits. False if not every line could be written.
  mutating func stop(_ status: Status) -> Bool {
    let rest = stream.finish() + [stream.tell(.stop, completed(status))]
    recorder?.end()
    let isWhole = writer.drain(rest.map(OutputLine.init), within: .seconds(10))
    writeMetrics(completed(status))
    return isWhole
  }

  private func completed(_ status: Status) -> Status {
    var status = status
    status.outputs = writer.states.map { output in
      OutputStatus(
        name: output.name, queuedLines: output.lines, queuedBytes: output.bytes,
        dropped: output.lost, isClosed: output.isClosed)
    }
    status.losses[.flowTable, default: 0] &+= stream.forgottenClosings
    status.losses[.output] = writer.lost
    return status
  }

  private mutating func write(_ lines: [AlertLine]) {
    for line in lines {
      makeRoom()
      writer.write(OutputLine(line))
    }
  }

  /// Waits for the sinks while a queue is full, for half of each second at most: the kernel's rings and
  /// its table of destinations hold what comes meanwhile. One that wrote nothing in that time is not
  /// waited for again before it has: a stalled reader must not slow the watch.
  private mutating func makeRoom() {
    guard patience > .zero else { return }
    let queued = writer.mostQueuedBytes
    guard queued > LineWriter.defaultCapacity * 3 / 4, queued != stalled else { return }
    let start = ContinuousClock.now
    let isWritten = writer.flush(within: patience)
    stalled = !isWritten && writer.mostQueuedBytes >= queued ? queued : nil
    patience -= start.duration(to: .now)
  }
}
