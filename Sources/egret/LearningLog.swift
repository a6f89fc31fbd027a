// SPDX-License-Identifier: Apache-2.0

import Alerts
import Disclosure
import Events
import FoundationEssentials
import Monitoring
import Policies
import Servers

/// A log that is learned from: a recording (`egret run --record`), or the alerts that a run wrote.
///
/// A recording has everything that happened; alerts have what was reported, and flows where the run was told
/// `--all`.
struct LearningLog {
  private enum Kind { case recording, alerts }

  private let policy: Policy
  private(set) var learner = Learner()
  private var kind: Kind?
  private var reader = EventLogReader()
  private var monitor: Monitor
  private var entries: [ServerEntry] = []
  private var isStale = false
  private var hasFlows = false
  private var first: Instant?
  private var last: Instant?
  /// Seconds of the files before.
  private var total: UInt64 = 0
  /// Records that the recordings lost.
  private(set) var lost: UInt64 = 0
  /// Lines of a log of alerts that are none of Egret's.
  private(set) var strangeLines = 0
  /// Names of the servers that the recording lists.
  private(set) var listed: Set<String> = []

  init(policy: Policy) {
    self.policy = policy
    monitor = Monitor(policy: policy, recognisers: [], tellsAll: true)
  }

  /// Another file: its times and processes are its own.
  mutating func begin() {
    total = seconds
    kind = nil
    reader = EventLogReader()
    monitor = Monitor(policy: policy, recognisers: [], tellsAll: true)
    (entries, isStale, hasFlows) = ([], false, false)
    (first, last) = (nil, nil)
  }

  mutating func consume(_ line: ArraySlice<UInt8>) throws(EventLogError) {
    if kind == nil {
      if line.allSatisfy({ $0 == UInt8(ascii: " ") }) { return }
      kind = Self.isHeader(line) ? .recording : .alerts
    }
    switch kind {
    case .recording, nil: try consume(recorded: line)
    case .alerts: consume(alert: line)
    }
  }

  /// What was not said yet.
  mutating func finish() {
    for outcome in monitor.finish() { learner.take(.finding(outcome)) }
    learner.note(running: monitor)
  }

  /// Between the first and the last of each file, together.
  var seconds: UInt64 {
    guard let first, let last else { return total }
    return total + last.since(first) / 1_000_000_000
  }

  private static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
    String(decoding: line.prefix(64), as: UTF8.self).contains("egret_event_log")
  }

  private mutating func see(_ time: Instant) {
    first = first.map { min($0, time) } ?? time
    last = last.map { max($0, time) } ?? time
  }

  // MARK: A recording

  private mutating func consume(recorded line: ArraySlice<UInt8>) throws(EventLogError) {
    switch try reader.next(line: line) {
    case nil: break
    case .note(let note): RunNote(note).map { take($0) }
    case .event(let event):
      takeEntries()
      see(event.time)
      if case .loss(let loss) = event { lost &+= loss.total }
      for outcome in monitor.consume(event) { learner.take(outcome) }
      if case .tick = event { learner.note(running: monitor) }
    }
  }

  private mutating func take(_ note: RunNote) {
    switch note {
    case .entries:
      entries = []
      isStale = true
    case .entry(let entry):
      entries.append(entry)
      listed.insert(entry.name)
      isStale = true
    case .change, .gap, .line, .clock: break
    }
  }

  private mutating func takeEntries() {
    guard isStale else { return }
    isStale = false
    let recogniser = EntryRecogniser(entries: entries)
    for outcome in monitor.replace(policy: policy, recognisers: [recogniser]) {
      learner.take(outcome)
    }
  }

  // MARK: Alerts

  private mutating func consume(alert line: ArraySlice<UInt8>) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let logged = try? decoder.decode(LoggedLine.self, from: Data(line)) else {
      strangeLines += 1
      return
    }
    logged.time.map { see($0) }
    guard let outcomes = logged.outcomes else { return }
    hasFlows = hasFlows || logged.isFlow
    for outcome in outcomes { learner.take(outcome) }
    if !hasFlows, let flow = logged.impliedFlow { learner.take(flow) }
    for server in logged.servers {
      learner.take(
        contacts: logged.contacts, of: server, at: logged.time ?? Instant(nanoseconds: 0))
      learner.give(logged.expected.endpoints, by: logged.expected.source, to: server)
    }
  }
}
