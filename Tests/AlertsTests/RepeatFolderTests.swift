// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Testing

@testable import Alerts

@Suite struct RepeatFolderTests {
  static func finding(_ port: UInt16, at seconds: UInt64) -> Finding {
    var finding = Samples.reached
    finding.time = Samples.at(seconds)
    finding.target.endpoint?.port = port
    return finding
  }

  @Test func tellsTheFirstAtOnceAndRepeatsOnceAWindow() {
    var folder = RepeatFolder()
    let first = folder.consume(Self.finding(443, at: 100))
    #expect(first.map(\.activity) == [.create])
    #expect(first.map(\.count) == [1])
    for second in 101...130 {
      #expect(folder.consume(Self.finding(443, at: UInt64(second))).isEmpty)
    }
    #expect(folder.tick(at: Samples.at(159)).isEmpty)
    let update = folder.tick(at: Samples.at(160))
    #expect(update.map(\.activity) == [.repeated])
    #expect(update.map(\.count) == [31])
    #expect(update.map(\.first) == [Samples.at(100)])
    #expect(update.map(\.last) == [Samples.at(130)])
    #expect(folder.tick(at: Samples.at(300)).isEmpty)
    #expect(folder.finish().isEmpty)
  }

  @Test func waitsLongerFromLineToLineAndCountsAll() {
    var folder = RepeatFolder()
    var told: [(second: UInt64, count: UInt64)] = []
    for second in 0..<UInt64(12_000) {
      for alert in folder.consume(Self.finding(443, at: second)) {
        told.append((second, alert.count))
      }
      for alert in folder.tick(at: Samples.at(second)) { told.append((second, alert.count)) }
    }
    #expect(told.map(\.second) == [0, 60, 360, 3960, 7560, 11_160])
    #expect(told.map(\.count) == [1, 61, 361, 3961, 7561, 11_161])
    #expect(folder.finish().map(\.count) == [12_000])
  }

  @Test func onlyTheFirstLineOfAFactIsAnAlert() {
    var folder = RepeatFolder()
    var alerts = folder.consume(Self.finding(443, at: 100))
    alerts += folder.amend(Self.finding(443, at: 101))
    alerts += folder.close(Self.finding(443, at: 102))
    alerts += folder.consume(Self.finding(443, at: 103)) + folder.finish()
    #expect(alerts.map(\.activity) == [.create, .amended, .ended, .repeated])
    #expect(alerts.map(\.isUpdate) == [false, true, true, true])
  }

  @Test func countsOnAcrossWindows() {
    var folder = RepeatFolder()
    _ = folder.consume(Self.finding(443, at: 100))
    _ = folder.consume(Self.finding(443, at: 110))
    #expect(folder.tick(at: Samples.at(170)).map(\.count) == [2])
    #expect(folder.consume(Self.finding(443, at: 180)).isEmpty)
    #expect(folder.tick(at: Samples.at(200)).isEmpty)
    #expect(folder.finish().map(\.count) == [3])
    #expect(folder.finish().isEmpty)
  }

  @Test func tellsAtOnceAfterALongSilence() {
    var folder = RepeatFolder()
    _ = folder.consume(Self.finding(443, at: 100))
    #expect(folder.consume(Self.finding(443, at: 4000)).map(\.count) == [2])
    #expect(folder.consume(Self.finding(443, at: 4001)).isEmpty)
  }

  @Test func tellsANewRuleAtOnce() {
    var folder = RepeatFolder()
    _ = folder.consume(Self.finding(443, at: 100))
    var worse = Self.finding(443, at: 101)
    worse.rules.append(.uploadOverBudget)
    #expect(folder.consume(worse).map(\.finding.rules) == [worse.rules])
    #expect(folder.consume(worse).isEmpty)
  }

  @Test func aFloodNeitherGrowsTheTableNorHidesAFact() {
    var folder = RepeatFolder(capacity: 64, foldsScans: false)
    var told: [UInt16: UInt64] = [:]
    var seen: [UInt16: UInt64] = [:]
    func note(_ alerts: [Alert]) {
      for alert in alerts {
        let port = alert.finding.target.endpoint?.port ?? 0
        told[port] = alert.activity == .create ? (told[port] ?? 0) + 1 : told[port]
        if alert.isUpdate { seen[port] = max(seen[port] ?? 0, alert.count) }
      }
    }
    for port in 1...UInt16(5000) {
      note(folder.consume(Self.finding(port, at: 100)))
      note(folder.consume(Self.finding(port, at: 100)))
      #expect(folder.count <= 64)
    }
    note(folder.finish())
    #expect(told.count == 5000 && told.values.allSatisfy { $0 == 1 })
    #expect(seen.count == 5000 && seen.values.allSatisfy { $0 == 2 })
  }

  @Test func aFactThatWasDroppedIsToldAgain() {
    var folder = RepeatFolder(capacity: 2, foldsScans: false)
    for port in [1, 2, 3] as [UInt16] { _ = folder.consume(Self.finding(port, at: 100)) }
    #expect(folder.consume(Self.finding(1, at: 101)).map(\.activity) == [.create])
  }

  @Test func boundsWhatItKeeps() {
    var folder = RepeatFolder(byteCapacity: 100_000, foldsScans: false)
    for port in 1...UInt16(500) {
      var finding = Self.finding(port, at: 100)
      finding.process.arguments = Array(repeating: String(repeating: "x", count: 900), count: 100)
      finding.expected = Array(repeating: "long.example", count: 1000)
      finding.server.config = String(repeating: "c", count: 3000)
      #expect(folder.consume(finding).contains { $0.activity == .create })
      finding.server.config = String(repeating: "c", count: 4000)
      _ = folder.consume(finding)
      #expect(folder.bytes <= 100_000)
      #expect(folder.count < 20)
    }
    #expect(folder.finish().allSatisfy { $0.cuts.contains([.expected, .commandLine, .ancestry]) })
  }

  @Test func oneFindingLargerThanTheTableIsStillTold() {
    var folder = RepeatFolder(byteCapacity: 10, foldsScans: false)
    for _ in 0..<3 {
      let alerts = folder.consume(Self.finding(443, at: 100))
      #expect(!alerts.isEmpty || folder.count == 1)
    }
    #expect(folder.finish().map(\.count) == [3])
  }

  @Test func aFullTableIsToldOverSeveralTicks() {
    var folder = RepeatFolder(foldsScans: false)
    for port in 1...UInt16(1000) {
      _ = folder.consume(Self.finding(port, at: 100))
      _ = folder.consume(Self.finding(port, at: 101))
    }
    var ports: [UInt16] = []
    for second in 0..<4 as Range<UInt64> {
      let alerts = folder.tick(at: Samples.at(200 + second))
      #expect(alerts.count <= RepeatFolder.linesPerTick)
      ports += alerts.compactMap(\.finding.target.endpoint?.port)
    }
    #expect(ports == Array(1...1000))
    #expect(folder.tick(at: Samples.at(204)).isEmpty)
  }

  @Test func timesOutOfOrderDoNoHarm() {
    var folder = RepeatFolder()
    _ = folder.consume(Self.finding(443, at: 100))
    _ = folder.consume(Self.finding(443, at: 90))
    #expect(folder.tick(at: Samples.at(50)).isEmpty)
    #expect(folder.finish().map(\.last) == [Samples.at(100)])
  }
}
