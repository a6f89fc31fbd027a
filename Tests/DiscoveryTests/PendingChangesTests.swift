// SPDX-License-Identifier: Apache-2.0

import Events
import Servers
import Testing

@testable import Discovery

/// Lists as they are read, one after the other, by a clock of the test's own.
private final class Readings {
  private var pending = PendingChanges()
  private var last = ServerDiscovery.Found()
  private var now: UInt64 = 1_000_000_000_000
  static let file = "/home/a/.cursor/mcp.json"

  /// What is handed on after a list was read that holds these, `after` nanoseconds later.
  func read(
    _ names: [String], isWritten: Bool, after: UInt64 = 1_000_000, isKnown: Bool = true,
    writer: UInt32? = nil, lost expected: Int = 0
  ) -> [FollowedChange] {
    now += after
    var found = ServerDiscovery.Found()
    found.entries = names.map {
      ServerEntry(
        name: $0, transport: .stdio(command: [$0]), client: "Cursor", scope: .user, file: Self.file)
    }
    found.owners[Self.file] = 1_000
    if isKnown {
      found.places[Self.file] = [
        DiscoveryPlace(
          top: "/home/a", path: ".cursor/mcp.json", owner: 1_000,
          source: ConfigurationSource(
            client: "Cursor", scope: .user, format: .json, shape: .map(under: [["mcpServers"]])))
      ]
    }
    var changes = ConfigurationWatch.Changes()
    if isWritten { changes.paths = [Self.file] }
    changes.writers[Self.file] = writer
    let lost = pending.add(from: last, to: found, changes, at: Instant(nanoseconds: now))
    #expect(lost == expected)
    last = found
    return pending.isEmpty ? [] : pending.take()
  }
}

@Suite struct PendingChangesTests {
  private func words(_ changes: [FollowedChange]) -> [String] {
    changes.map { "\($0.change.kind.rawValue) \($0.change.entry.name)" }
  }

  @Test func whatWasWrittenIsHandedOnOnceWithItsWriter() {
    let readings = Readings()
    #expect(readings.read(["a"], isWritten: false).isEmpty)
    let changes = readings.read(["a", "b"], isWritten: true, writer: 77)
    #expect(words(changes) == ["added b"])
    #expect(changes.first?.writer == 77 && changes.first?.owner == 1_000)
    #expect(readings.read(["a", "b"], isWritten: true).isEmpty)
  }

  @Test func aDifferenceWaitsForItsWriterToClose() {
    let readings = Readings()
    _ = readings.read(["a"], isWritten: false)
    #expect(readings.read(["a", "b"], isWritten: false).isEmpty)
    let changes = readings.read(["a", "b"], isWritten: true, writer: 5)
    #expect(words(changes) == ["added b"] && changes.first?.writer == 5)
  }

  @Test func whatIsTooEarlyIsNoChange() {
    let readings = Readings()
    _ = readings.read(["a"], isWritten: false)
    #expect(readings.read(["a", "b"], isWritten: false).isEmpty)
    let late = PendingChanges.longestWrite + 1
    #expect(readings.read(["a", "b"], isWritten: true, after: late).isEmpty)
  }

  @Test func aListThatIsNewToEgretWasFoundAndNotChanged() {
    let readings = Readings()
    _ = readings.read([], isWritten: false, isKnown: false)
    #expect(readings.read(["a"], isWritten: false).isEmpty)
    #expect(readings.read(["a"], isWritten: true).isEmpty)
  }

  @Test func aListThatIsExchangedIsCutAndCounted() {
    let readings = Readings()
    _ = readings.read([], isWritten: false)
    let many = (0..<130).map { "s\($0)" }
    let changes = readings.read(many, isWritten: true, lost: 30)
    #expect(changes.count == PendingChanges.limit)
    #expect(changes.last?.change.entry.name == "s99")
  }

  /// home-manager puts another link in the place of one: the files themselves are never written.
  @Test func aLinkThatLeadsElsewhereIsAChange() {
    func found(_ store: String) -> ServerDiscovery.Found {
      var found = ServerDiscovery.Found()
      found.entries = [
        ServerEntry(
          name: "s", transport: .stdio(command: [store]), client: "Cursor", scope: .user,
          file: store + "/mcp.json")
      ]
      found.links[store + "/mcp.json"] = Readings.file
      return found
    }
    var pending = PendingChanges()
    var changes = ConfigurationWatch.Changes()
    changes.paths = [Readings.file]
    changes.writers[Readings.file] = 77
    let time = Instant(nanoseconds: 9)
    #expect(pending.add(from: found("/store/1"), to: found("/store/2"), changes, at: time) == 0)
    let told = pending.take()
    #expect(words(told) == ["added s", "removed s"])
    #expect(told.map(\.writer) == [77, 77])
  }
}
