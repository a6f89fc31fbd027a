// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Foundation
import Policies
import Servers
import Testing

@testable import egret

/// A replay of what was recorded gives the run's own bytes.
@Suite struct RecorderTests {
  private static let policy =
    Policy.read(
      "egret: 1\nservers:\n  one:\n    expect: [api.example]\n  two:\n    expect: [none]\n",
      file: "policy.yaml"
    ).policy ?? Policy()

  private func recorded(
    _ format: AlertFormat, _ body: ([UInt8], RecordedRun) throws -> Void
  ) throws {
    let path = "/tmp/egret-recorder-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let run = try RecordedRun(
      path: path, format: format, policy: Self.policy, entries: RecordedStory.entries)
    try RecordedStory.play(run)
    #expect(run.faults.isEmpty)
    try body([UInt8](Data(contentsOf: URL(filePath: path))), run)
  }

  private func replay(
    _ log: [UInt8], entries: [ServerEntry]? = nil, format: AlertFormat? = nil
  ) throws -> [[UInt8]] {
    var replay = Replay(policy: Self.policy, entries: entries, format: format)
    var lines: [AlertLine] = []
    for line in log.split(separator: 10) { lines += try replay.consume(line) }
    lines += replay.finish()
    #expect(replay.alerts == UInt64(lines.count))
    return lines.map(\.bytes)
  }

  @Test(arguments: AlertFormat.allCases) func theBytesAreTheRuns(format: AlertFormat) throws {
    try recorded(format) { log, run in
      let lines = try replay(log)
      #expect(run.lines.count > 8)
      // An alert as text has several lines.
      #expect(lines.joined().elementsEqual(run.lines.joined()))
    }
  }

  @Test func noSecretIsKept() throws {
    try recorded(.ocsf) { log, run in
      let text = String(decoding: log, as: UTF8.self)
      #expect(!text.contains(RecordedStory.secret))
      #expect(text.contains("API_TOKEN"))
      #expect(!log.contains { $0 < 0x20 && $0 != 10 })
      let told = run.lines.map { String(decoding: $0, as: UTF8.self) }
      #expect(!told.contains { $0.contains(RecordedStory.secret) })
    }
  }

  @Test func anIdleMachineWritesNothing() throws {
    try recorded(.ocsf) { log, _ in
      let ticks = log.split(separator: 10).count { $0.starts(with: #"{"event":"tick""#.utf8) }
      #expect((20...30).contains(ticks), "300 idle seconds are one")
    }
  }

  @Test func otherEntriesNameOtherServers() throws {
    try recorded(.ocsf) { log, run in
      #expect(try replay(log, entries: []).isEmpty)
      let entry = ServerEntry(
        name: "renamed", transport: .stdio(command: ["late-server"]), client: "Zed", scope: .user,
        file: "/f")
      let lines = try replay(log, entries: [entry]).map { String(decoding: $0, as: UTF8.self) }
      #expect(!lines.isEmpty && lines.allSatisfy { $0.contains(#""app_uid":"renamed""#) })
    }
  }

  @Test func anotherFormatTellsTheSameFacts() throws {
    try recorded(.ocsf) { log, run in
      let lines = try replay(log, format: .text)
      #expect(lines.count == run.lines.count)
    }
  }

  @Test func theHostComesBack() { #expect(Host(facts: RecordedRun.host.facts) == RecordedRun.host) }

  @Test func aFullDiskEndsTheLogAndNotTheRun() throws {
    let folder = "/tmp/egret-full-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    guard geteuid() == 0, mount("tmpfs", folder, "tmpfs", 0, "size=128k") == 0 else { return }
    defer { umount(folder) }
    let run = try RecordedRun(
      path: folder + "/log", format: .text, policy: Self.policy, entries: RecordedStory.entries)
    for index in 0..<3_000 { run.consume(RecordedStory.reach(20, 2, UInt32(index % 200), at: 100)) }
    try RecordedStory.play(run)
    #expect(!run.lines.isEmpty)
    let fault = try #require(run.faults.first)
    #expect(fault.contains("\(folder)/log ends here") && fault.contains("No space left"))
    #expect(run.faults.count == 1, "reported once")
    let log = try Data(contentsOf: URL(filePath: folder + "/log"))
    #expect(log.last == 10)
    _ = try replay([UInt8](log))
  }
}
