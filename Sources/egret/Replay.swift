// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Monitoring
import Policies
import Servers

/// A recorded run judged again: lines of the log in, alert lines out.
///
/// The monitor and the alert stream are the run's own, so the same policy and entries give the same
/// bytes; what the run said of itself is left out, but keeps its numbers.
struct Replay {
  /// As the header says, once it was read.
  private(set) var facts: [String: String] = [:]
  private let policy: Policy
  private let suppressor: Suppressor
  /// In place of the log's own entries.
  private let given: [ServerEntry]?
  private let format: AlertFormat?
  /// Reports every flow, also if the run did not.
  private let tellsAll: Bool
  private let judgesManual: Bool
  private var reader = EventLogReader()
  private var monitor: Monitor
  private var stream: AlertStream?
  private var entries: [ServerEntry] = []
  /// The entries in force are not yet those that were read.
  private var isStale = false
  private(set) var entryCount: Int
  /// What was found, by fact; nil where nobody asks.
  private(set) var tally: FindingTally?

  /// `entries` in place of the log's, `format` in place of the run's, every flow if the run reported
  /// every flow, and with `tellsAll`; the same of what a person started.
  init(
    policy: Policy, entries: [ServerEntry]?, format: AlertFormat?, tellsAll: Bool = false,
    judgesManual: Bool = false, tallies: Bool = false
  ) {
    self.policy = policy
    suppressor = Suppressor(policy)
    self.format = format
    self.tellsAll = tellsAll
    self.judgesManual = judgesManual
    given = entries
    tally = tallies ? FindingTally() : nil
    entryCount = entries?.count ?? 0
    // Until the header says how the run was.
    monitor = Monitor(policy: policy, recognisers: [])
  }

  /// Alert lines so far.
  var alerts: UInt64 { stream?.alerts ?? 0 }

  /// The next line of the log, without its end.
  mutating func consume(_ line: ArraySlice<UInt8>) throws(EventLogError) -> [AlertLine] {
    let content = try reader.next(line: line)
    if stream == nil { begin() }
    switch content {
    case nil: return []
    case .event(let event): return consume(event)
    case .note(let note): return RunNote(note).map { consume($0) } ?? []
    }
  }

  /// The log ended: what was not reported yet.
  mutating func finish() -> [AlertLine] {
    report(monitor.finish().map { .finding($0) }) + (stream?.finish() ?? [])
  }

  private mutating func begin() {
    facts = reader.facts
    let recorded = facts["format"].flatMap { AlertFormat(rawValue: $0) }
    stream = AlertStream(format: format ?? recorded ?? .ocsf, host: Host(facts: facts))
    monitor = Monitor(
      policy: policy, recognisers: given.map { [EntryRecogniser(entries: $0)] } ?? [],
      tellsAll: tellsAll || facts["flows"] == "all",
      judgesManual: judgesManual || facts["judge_manual"] == "true")
  }

  private mutating func consume(_ event: Event) -> [AlertLine] {
    var lines = takeEntries()
    lines += report(monitor.consume(event))
    if case .tick(let time) = event { lines += stream?.tick(at: time) ?? [] }
    return lines
  }

  private mutating func consume(_ note: RunNote) -> [AlertLine] {
    switch note {
    case .entries: entries = []
    case .entry(let entry): entries.append(entry)
    case .change(let change): return takeEntries() + report(monitor.consume(change))
    case .gap(let gap): return takeEntries() + report(monitor.consume(gap))
    case .line:
      stream?.skipLine()
      return []
    case .clock(let offset):
      stream?.realtimeOffset = offset
      return []
    }
    isStale = given == nil
    return []
  }

  /// Puts the entries that were read in force, as a reload does.
  private mutating func takeEntries() -> [AlertLine] {
    guard isStale else { return [] }
    isStale = false
    entryCount = entries.count
    return report(
      monitor.replace(policy: policy, recognisers: [EntryRecogniser(entries: entries)]))
  }

  private func marked(_ finding: Finding) -> Finding {
    suppressor.marked(finding, offset: stream?.realtimeOffset ?? 0)
  }

  /// Directives are for a machine that is not here.
  private mutating func report(_ outcomes: [Outcome]) -> [AlertLine] {
    var lines: [AlertLine] = []
    for outcome in outcomes {
      switch outcome {
      case .finding(let finding):
        let marked = marked(finding)
        tally?.add(marked, at: stream?.wallTime(marked.time))
        lines += stream?.report(marked) ?? []
      case .amended(let finding):
        let marked = marked(finding)
        lines += stream?.amend(marked) ?? []
      case .closing(let finding):
        let marked = marked(finding)
        lines += stream?.close(marked) ?? []
      case .activity(let activity): if let line = stream?.tell(activity) { lines.append(line) }
      case .directive, .request: continue
      }
    }
    return lines
  }
}
