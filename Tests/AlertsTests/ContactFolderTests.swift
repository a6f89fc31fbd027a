// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Testing

@testable import Alerts

@Suite struct ContactFolderTests {
  private static func contact(
    _ number: Int, at seconds: UInt64 = 100, _ indicators: [Indicator] = [.credentials]
  ) -> Finding {
    var finding = Samples.reached
    finding.time = Samples.at(seconds)
    (finding.rule, finding.rules) = (.noExpectations, [.noExpectations])
    finding.reasons = ["nothing describes this server"]
    finding.indicators = indicators
    finding.target = FindingTarget(
      endpoint: Samples.endpoint("203.0.113.\(number % 250)", 443), transport: .tcp,
      hostname: "h\(number).example", evidence: .dns)
    return finding
  }

  @Test func aDayIsOneAlertAndItsUpdates() throws {
    var folder = RepeatFolder()
    var alerts: [Alert] = []
    for number in 1...5 {
      alerts += folder.consume(Self.contact(number, at: 100 + UInt64(number)))
      alerts += folder.consume(Self.contact(1, at: 100 + UInt64(number)))
    }
    #expect(alerts.map(\.activity) == [.create])
    #expect(alerts.first?.finding.reasons.first == "it uses 1 host: h1.example")
    alerts = folder.tick(at: Samples.at(200))
    let update = try #require(alerts.first)
    #expect(alerts.count == 1 && update.isUpdate && update.count == 10)
    #expect(update.finding.severity == .low)
    #expect(
      update.finding.reasons.first
        == "it uses 5 hosts: h1.example, h2.example, h3.example, h4.example, h5.example")
    #expect(folder.count == 1)
  }

  @Test func theNextDayIsAnotherAlert() {
    var folder = RepeatFolder()
    #expect(folder.consume(Self.contact(1, at: 100)).count == 1)
    let later = folder.consume(Self.contact(1, at: 86_000))
    #expect(later.count { !$0.isUpdate } == 0)
    let next = folder.consume(Self.contact(1, at: 86_500))
    #expect(next.filter { !$0.isUpdate }.map(\.finding.contacts?.hosts) == [1])
  }

  /// Nothing that looks worse is folded away, before or after, even at the same host.
  @Test func whatLooksWorseIsAnAlertOfItsOwn() {
    var folder = RepeatFolder()
    _ = folder.consume(Self.contact(1))
    let medium = folder.consume(Self.contact(1, [.beforeFirstMessage, .credentials]))
    #expect(medium.map(\.activity) == [.create] && medium.first?.finding.severity == .medium)
    let high = folder.consume(Self.contact(1, [.transferTool, .credentials]))
    #expect(high.map(\.activity) == [.create] && high.first?.finding.severity == .high)
    #expect(high.first?.finding.contacts == nil)
    #expect(folder.consume(Self.contact(1)).isEmpty, "the ordinary contact goes on")
  }

  /// A connection pool is no scan: the same host again and again is one contact.
  @Test func aPoolIsNoScan() {
    var folder = RepeatFolder()
    for _ in 0..<200 { _ = folder.consume(Self.contact(1)) }
    #expect(folder.finish().map(\.finding.rule) == [.noExpectations])
  }

  /// How the one contact went, as of any other fact; of several, only what was sent in all.
  @Test func theEndOfTheOnlyContactIsReported() {
    var folder = RepeatFolder()
    _ = folder.consume(Self.contact(1))
    var ended = Self.contact(1)
    ended.result = .refused
    let updates = folder.close(ended)
    #expect(updates.map(\.isUpdate) == [true] && updates.first?.finding.result == .refused)
    _ = folder.consume(Self.contact(2))
    #expect(folder.close(Self.contact(2)).isEmpty)
  }

  @Test func bytesAreThoseOfAllContacts() throws {
    var folder = RepeatFolder()
    for number in 1...3 {
      var contact = Self.contact(number)
      (contact.bytesOut, contact.bytesIn) = (nil, nil)
      _ = folder.consume(contact)
      (contact.bytesOut, contact.bytesIn) = (10, 20)
      _ = folder.close(contact)
    }
    let last = try #require(folder.finish().last)
    #expect(last.finding.bytesOut == 30 && last.finding.bytesIn == 60)
    #expect(folder.forgottenClosings == 0)
  }

  @Test func serversAreKeptApart() {
    var folder = RepeatFolder()
    var other = Self.contact(1)
    other.server.name = "other"
    #expect(folder.consume(Self.contact(1)).count == 1 && folder.consume(other).count == 1)
  }

  @Test func memoryIsBounded() throws {
    var folder = RepeatFolder()
    for number in 0..<2_000 {
      _ = folder.consume(Self.contact(number, at: 100 + UInt64(number) * 40))
    }
    let last = try #require(folder.finish().last { $0.finding.contacts != nil })
    #expect(last.finding.contacts?.hosts == ContactFolder.contactLimit)
    #expect(last.finding.contacts?.isAtLeast == true)
    #expect(last.finding.contacts?.first.count == 16)
    for number in 0..<200 {
      var contact = Self.contact(1)
      contact.server.name = "server \(number)"
      _ = folder.consume(contact)
    }
  }

  @Test(arguments: [AlertFormat.ocsf, .ecs, .text]) func everyFormatSaysIt(format: AlertFormat) {
    var stream = AlertStream(format: format, host: Samples.host)
    var lines = stream.report(Self.contact(1)) + stream.report(Self.contact(2))
    lines += stream.finish()
    let text = lines.map { String(decoding: $0.bytes, as: UTF8.self) }
    #expect(lines.map(\.severity) == [.low, .informational])
    let arrow = format == .text ? "reached" : "->"
    #expect(text.last?.contains("\(arrow) 2 hosts: h1.example, h2.example") == true, "\(text)")
    // On a terminal the reasons have it in words.
    let told = format == .text ? 0 : 2
    #expect(text.count { $0.contains(#""indicators":["credentials"]"#) } == told)
  }
}
