// SPDX-License-Identifier: Apache-2.0

package import Events
package import Monitoring

/// The alert stream of a run: findings and the run's own state in, numbered lines out.
package struct AlertStream {
  private var folder: RepeatFolder
  private var sequencer = Sequencer()
  private var writer: AlertWriter
  /// Findings taken in, repeats included.
  private(set) package var findings: UInt64 = 0
  /// Alert lines written, updates included.
  private(set) package var alerts: UInt64 = 0
  private var counts = MetricsPage.Counts()

  /// With `namesSubjects` each line carries what it is about.
  package init(
    format: AlertFormat, host: Host, namesSubjects: Bool = false,
    folder: RepeatFolder = RepeatFolder()
  ) {
    self.folder = folder
    writer = AlertWriter(format: format, host: host, namesSubjects: namesSubjects)
  }

  /// Ends of flows that are not reported, because their alert is too long ago.
  package var forgottenClosings: UInt64 { folder.forgottenClosings }

  /// The number of the last line.
  package var lastSequence: UInt64 { sequencer.last }

  /// Nanoseconds from CLOCK_BOOTTIME to CLOCK_REALTIME, where it has changed since the start.
  package var realtimeOffset: Int64 {
    get { writer.host.realtimeOffset }
    set { writer.host.realtimeOffset = newValue }
  }

  package func wallTime(_ instant: Instant) -> WallTime { writer.host.wallTime(instant) }

  /// None for a repeat that waits for its window.
  package mutating func report(_ finding: Finding) -> [AlertLine] {
    findings &+= 1
    return lines(folder.consume(finding))
  }

  /// More is known of a finding that was reported.
  package mutating func amend(_ finding: Finding) -> [AlertLine] { lines(folder.amend(finding)) }

  /// The socket of a finding is closed: what was reported gets its bytes and its result.
  package mutating func close(_ finding: Finding) -> [AlertLine] { lines(folder.close(finding)) }

  /// A flow, as it is: nothing is folded.
  package mutating func tell(_ activity: NetworkActivity) -> AlertLine {
    writer.line(activity, sequence: sequencer.next())
  }

  /// The repeats that are due. To be called about once a second.
  package mutating func tick(at time: Instant) -> [AlertLine] { lines(folder.tick(at: time)) }

  /// All repeats that were not reported yet.
  package mutating func finish() -> [AlertLine] { lines(folder.finish()) }

  /// A line about Egret itself. What this stream counts is filled in.
  package mutating func tell(_ notice: Notice, _ status: Status) -> AlertLine {
    let status = filled(status)
    return writer.line(notice, status, sequence: sequencer.next())
  }

  /// The counters for a collector of metrics.
  package func metrics(_ status: Status) -> MetricsPage {
    MetricsPage(filled(status), counts, host: writer.host)
  }

  private func filled(_ status: Status) -> Status {
    var status = status
    status.findings = findings
    status.alerts = alerts
    status.factsRemembered = folder.count
    status.lastSequence = sequencer.last
    return status
  }

  /// Leaves out a number: a replay writes no line about Egret itself, and the run did.
  package mutating func skipLine() { _ = sequencer.next() }

  private mutating func lines(_ alerts: [Alert]) -> [AlertLine] {
    self.alerts &+= UInt64(alerts.count)
    for alert in alerts { counts.count(alert) }
    return alerts.map { writer.line($0, sequence: sequencer.next()) }
  }
}
