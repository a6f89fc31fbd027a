// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Monitoring
import Policies
import Servers

@testable import egret

/// A run without a kernel: what `Watch` does with events, ticks and a reload, recorded.
struct RecordedRun {
  static let host = Host(
    hostname: "work\"shop\u{1b}", systemName: "Debian GNU/Linux", systemVersion: "13",
    kernelRelease: "6.12", bootID: "6f0e2b1c-0d5a-4c1e-9b7f-2f1f0c3d4e5f",
    bootTime: 1_763_800_000_000, machineID: "4c4c", productVersion: "0.1.0", runID: "run-7",
    timezoneOffset: -90, realtimeOffset: 1_763_800_000_123_456_789)

  var recorder: Recorder
  private var monitor: Monitor
  private var stream: AlertStream
  private let policy: Policy
  private var offset = host.realtimeOffset
  /// Alert lines, without those about the run itself.
  private(set) var lines: [[UInt8]] = []

  init(path: String, format: AlertFormat, policy: Policy, entries: [ServerEntry]) throws {
    var rules = try RuleBook(policy: nil)
    rules.entries = entries
    recorder = try Recorder(path: path, host: Self.host, format: format, rules: rules)
    monitor = Monitor(policy: policy, recognisers: [EntryRecogniser(entries: entries)])
    stream = AlertStream(format: format, host: Self.host)
    self.policy = policy
  }

  mutating func consume(_ event: Event) {
    recorder.record(event)
    handle(monitor.consume(event))
  }

  mutating func tick(at time: Instant, offset: Int64) {
    recorder.record(tick: time, offset: offset)
    handle(monitor.consume(.tick(time)))
    stream.realtimeOffset = offset
    let told = stream.tick(at: time)
    if !told.isEmpty { recorder.keepTick() }
    lines += told.map(\.bytes)
  }

  mutating func tell(_ notice: Notice, at time: Instant) {
    recorder.record(.line)
    _ = stream.tell(notice, Status(time: time, started: time))
  }

  mutating func reload(_ entries: [ServerEntry]) {
    recorder.record(entries)
    handle(monitor.replace(policy: policy, recognisers: [EntryRecogniser(entries: entries)]))
  }

  mutating func end() {
    lines += stream.finish().map(\.bytes)
    recorder.end()
  }

  private mutating func handle(_ outcomes: [Outcome]) {
    for outcome in outcomes {
      switch outcome {
      case .finding(let finding): lines += stream.report(finding).map(\.bytes)
      case .closing(let finding): lines += stream.close(finding).map(\.bytes)
      case .activity(let activity): lines.append(stream.tell(activity).bytes)
      case .directive, .request: continue
      }
    }
  }
}
