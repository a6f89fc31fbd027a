// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Foundation
import Monitoring
import Policies
import Servers

/// One monitor and an alert stream for each format.
struct MonitoredRun {
  private(set) var events = 0
  private var monitor = Monitor(policy: policy, recognisers: [], tellsAll: true)
  private var streams = AlertFormat.allCases.map { AlertStream(format: $0, host: host) }
  private var entries: [ServerEntry] = []
  private var isStale = false

  private static let policy =
    Policy.read(
      "egret: 1\nservers:\n  files: {expect: [none]}\n  web: {expect: [any, \"*.test:443\"]}\n",
      file: "policy.yaml"
    ).policy ?? Policy()

  private static let host = Host(
    hostname: "h", systemName: "Linux", systemVersion: "1", kernelRelease: "6", bootID: "b",
    bootTime: 1_763_890_000_000, machineID: "m", productVersion: "1", runID: "r",
    realtimeOffset: 1_763_890_000_000_000_000)

  mutating func consume(_ note: EventLogNote) throws(Find) {
    guard let entry = ServerEntry(note), entries.count < 100 else { return }
    entries.append(entry)
    isStale = true
  }

  mutating func consume(_ event: Event) throws(Find) {
    events += 1
    if isStale {
      isStale = false
      let recogniser = EntryRecogniser(entries: entries)
      try report(monitor.replace(policy: Self.policy, recognisers: [recogniser]))
    }
    try report(monitor.consume(event))
    guard case .tick(let time) = event else { return }
    for index in streams.indices { try check(streams[index].tick(at: time), index) }
  }

  mutating func finish() throws(Find) {
    for index in streams.indices { try check(streams[index].finish(), index) }
  }

  private mutating func report(_ outcomes: [Outcome]) throws(Find) {
    for outcome in outcomes {
      for index in streams.indices {
        switch outcome {
        case .finding(let finding): try check(streams[index].report(finding), index)
        case .amended(let finding): try check(streams[index].amend(finding), index)
        case .closing(let finding): try check(streams[index].close(finding), index)
        case .activity(let activity): try check([streams[index].tell(activity)], index)
        // For a machine that is not here.
        case .directive, .request: break
        }
      }
    }
  }

  private func check(_ lines: [AlertLine], _ index: Int) throws(Find) {
    for line in lines {
      let text = String(decoding: line.bytes, as: UTF8.self)
      try hold("a line is one line", text, text.last == "\n")
      let isText = AlertFormat.allCases[index] == .text
      let rows = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
      try hold("a line has at most 8,000 bytes", text, text.utf8.count <= 8_000)
      try hold("only what is for people has details below", text, isText || rows.count == 1)
      // Who writes the rest of a line cannot begin another alert with it.
      try hold(
        "a detail is set in", text, rows.dropFirst().allSatisfy { $0.hasPrefix("    ") })
      for row in rows { try Rules.isShown("a line", String(row), limit: 7_999) }
      if !isText {
        let object = try? JSONSerialization.jsonObject(with: Data(line.bytes)) as? [String: Any]
        try hold("a line is a JSON object", text, object != nil)
      }
    }
  }
}
