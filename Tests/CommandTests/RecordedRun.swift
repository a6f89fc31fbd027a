// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Foundation
import Kernel
import Monitoring
import Policies
import Servers
import Sinks
import Testing

@testable import egret

/// A run without a kernel: what `Watch` hands to its pipeline, recorded and written to a file.
final class RecordedRun {
  static let host = Host(
    hostname: "work\"shop\u{1b}", systemName: "Debian GNU/Linux", systemVersion: "13",
    kernelRelease: "6.12", bootID: "6f0e2b1c-0d5a-4c1e-9b7f-2f1f0c3d4e5f",
    bootTime: 1_763_800_000_000, machineID: "4c4c", productVersion: "0.1.0", runID: "run-7",
    timezoneOffset: -90, realtimeOffset: 1_763_800_000_123_456_789)

  private var pipeline: EventPipeline
  private var kernel = FakeKernel()
  private let policy: Policy
  private let output = "/tmp/egret-recorded-\(UUID().uuidString)"
  /// What went wrong with the recording or the output, once the run has ended.
  private(set) var faults: [String] = []
  /// Alert lines, without those about Egret itself, once the run has ended.
  private(set) var lines: [[UInt8]] = []

  init(path: String, format: AlertFormat, policy: Policy, entries: [ServerEntry]) throws {
    let recorder = try Recorder(
      path: path, host: Self.host, format: format,
      policy: PolicyInForce(policy: policy, name: "policy.yaml", digest: "0f", warnings: []),
      entries: entries)
    let writer = try LineWriter([try Output.parse("file:" + output)], host: "h", process: 1)
    pipeline = EventPipeline(
      monitor: Monitor(policy: policy, recognisers: [EntryRecogniser(entries: entries)]),
      learner: nil,
      reporter: Reporter(
        stream: AlertStream(format: format, host: Self.host), writer: writer, recorder: recorder),
      answers: RequestAnswerer(stdins: nil))
    self.policy = policy
  }

  deinit { try? FileManager.default.removeItem(atPath: output) }

  /// What the kernel side was told.
  var directives: [String] { kernel.directives }

  /// Base names of the programs whose lives the kernel side reports.
  var suspects: Set<String> { kernel.suspects }

  func consume(_ event: Event) { pipeline.consume(event, &kernel) }

  func tick(at time: Instant, offset: Int64) { pipeline.tick(at: time, offset: offset, &kernel) }

  func report(_ notice: Notice, at time: Instant) {
    pipeline.report(notice, Status(time: time, started: time))
  }

  func reload(_ entries: [ServerEntry]) {
    pipeline.replace(policy: policy, entries: entries, &kernel)
  }

  func end() throws {
    let time = RecordedStory.at(500)
    let isWhole = pipeline.stop(Status(time: time, started: time))
    #expect(isWhole)
    faults = pipeline.takeFaults()
    let written = try Data(contentsOf: URL(filePath: output))
    lines = written.split(separator: 10).map { Array($0) + [10] }.filter { line in
      let text = String(decoding: line, as: UTF8.self)
      return !Self.own.contains { text.contains($0) }
    }
  }

  /// The messages of lines about Egret itself.
  private static let own = [
    "Egret watches", "Egret stops watching", "Egret is alive", "A new policy is in force",
  ]
}
