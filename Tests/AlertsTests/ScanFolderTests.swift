// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Testing

@testable import Alerts

@Suite struct ScanFolderTests {
  static func finding(
    _ address: UInt8, _ port: UInt16, _ name: String? = nil, at seconds: UInt64 = 100
  ) -> Finding {
    var finding = Samples.reached
    finding.time = Samples.at(seconds)
    finding.target = FindingTarget(
      endpoint: Samples.endpoint("203.0.113.\(address)", port), transport: .tcp, hostname: name,
      evidence: name == nil ? .none : .dns)
    return finding
  }

  @Test func fiftyThousandPortsAreAtMostTwentyLines() throws {
    var folder = RepeatFolder()
    var alerts: [Alert] = []
    for port in 1...UInt16(50_000) {
      let time = 100 + UInt64(port) / 100
      alerts += folder.consume(Self.finding(7, port, at: time))
      var end = Self.finding(7, port, at: time)
      (end.bytesOut, end.bytesIn) = (2, 3)
      alerts += folder.close(end) + folder.tick(at: Samples.at(time))
    }
    alerts += folder.finish()
    #expect(alerts.count <= 20)
    #expect(alerts.count { !$0.isUpdate } == ServerScan.probesBefore + 1)
    let last = try #require(alerts.last { $0.finding.rule == .scan })
    let scan = try #require(last.finding.scan)
    #expect(scan.endpoints == 50_000 && scan.hosts == 1 && !scan.isAtLeast)
    #expect(scan.lowestPort == 1 && scan.highestPort == 50_000 && scan.rate == 100)
    #expect(scan.first.count == 10 && scan.first.first == "203.0.113.7:1")
    #expect(last.count == 49_993 && last.finding.bytesOut == 2 * 49_993)
    #expect(folder.count == ServerScan.probesBefore + 1 && folder.forgottenClosings == 0)
  }

  @Test func aServerThatReachesManyAddressesIsOneFinding() {
    var folder = RepeatFolder()
    var alerts: [Alert] = []
    for address in 1...UInt8(200) { alerts += folder.consume(Self.finding(address, 22)) }
    #expect(alerts.map(\.finding.rule).suffix(1) == [.scan])
    #expect(alerts.count == ServerScan.probesBefore + 1)
    #expect(folder.finish().last?.finding.scan?.hosts == 200)
  }

  @Test func hostsByNameStayFactsOfTheirOwn() {
    var folder = RepeatFolder()
    for number in 1...UInt8(64) {
      let alerts = folder.consume(Self.finding(number, 443, "h\(number).example"))
      #expect(alerts.map(\.finding.rule) == [.unexpectedDestination])
    }
    #expect(folder.consume(Self.finding(65, 443, "h65.example")).map(\.finding.rule) == [.scan])
  }

  @Test func aSevereFactAndAnotherServerAreNotFolded() {
    var folder = RepeatFolder()
    for port in 1...UInt16(100) { _ = folder.consume(Self.finding(7, port)) }
    var collector = Self.finding(7, 101)
    (collector.rule, collector.rules) = (.knownCollector, [.knownCollector])
    #expect(folder.consume(collector).map(\.finding.rule) == [.knownCollector])
    var other = Self.finding(7, 102)
    other.server.name = "other"
    #expect(folder.consume(other).map(\.finding.rule) == [.unexpectedDestination])
  }

  @Test func whatIsSpreadOverDaysIsNoScan() {
    var folder = RepeatFolder()
    for port in 1...UInt16(50) {
      let alerts = folder.consume(Self.finding(7, port, at: UInt64(port) * 400))
      #expect(alerts.map(\.activity) == [.create])
    }
  }

  @Test func anotherScanIsAnotherAlert() {
    var folder = RepeatFolder()
    for port in 1...UInt16(50) { _ = folder.consume(Self.finding(7, port, at: 100)) }
    var alerts: [Alert] = []
    for port in 51...UInt16(99) { alerts += folder.consume(Self.finding(7, port, at: 9000)) }
    #expect(alerts.count { $0.finding.rule == .scan && !$0.isUpdate } == 1)
  }

  @Test func memoryIsBounded() {
    var scan = ServerScan(at: Samples.at(1))
    for number in 0..<UInt32(70_000) {
      let address =
        "2001:db8::\(String(number >> 16, radix: 16)):\(String(number & 0xffff, radix: 16))"
      if let endpoint = Samples.endpoint(address, 80) {
        _ = scan.take(endpoint, nil, at: Samples.at(1))
      }
    }
    #expect(scan.summary.isAtLeast && scan.summary.endpoints == ServerScan.endpointLimit)
    #expect(scan.summary.hosts == ServerScan.hostLimit)
  }
}
