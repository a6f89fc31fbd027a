// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Policies
import Servers
import Testing

@Suite struct OlderConnectionTests {
  private static let server = Actor(
    process: ProcessID(pid: 50, start: Instant(nanoseconds: 1)), thread: 50,
    program: ProgramID(rawValue: 9))

  private static let exec = Exec(
    time: Instant(nanoseconds: 1), actor: server,
    parent: ProcessID(pid: 1, start: Instant(nanoseconds: 0)), previous: .unknown,
    executable: "/opt/s", file: "/opt/s", arguments: ["/opt/s"],
    stdio: [Descriptor(kind: .pipe, inode: 1)], name: "s", user: 1, isOlderThanEgret: true)

  private static func monitor(expect: String = "api.example.com") throws -> Monitor {
    let entry = ServerEntry(
      name: "s", transport: .stdio(command: ["/opt/s"]), client: "Cursor", scope: .user, file: "/f")
    let text = "egret: 1\nservers:\n  s:\n    expect: [\(expect)]\n"
    let policy = try #require(Policy.read(text, file: "p").policy)
    var monitor = Monitor(policy: policy, recognisers: [EntryRecogniser(entries: [entry])])
    _ = monitor.consume(.exec(exec))
    return monitor
  }

  private static func connection(
    _ hook: Hook, cookie: UInt64 = 77, port: UInt16 = 443, isOlder: Bool = false
  ) -> Event {
    .destination(
      Destination(
        time: Instant(nanoseconds: 100), actor: server, owner: server, cookie: cookie,
        endpoint: Endpoint(address: IPAddress(v4: 0xc633_6442), port: port), transport: .tcp,
        hook: hook, via: .unknown, netNamespace: 4, isOlderThanEgret: isOlder))
  }

  private static func findings(_ outcomes: [Outcome]) -> [Finding] {
    outcomes.compactMap { if case .finding(let finding) = $0 { finding } else { nil } }
  }

  @Test func itIsJudgedAndMarked() throws {
    var monitor = try Self.monitor()
    let told = Self.findings(monitor.consume(Self.connection(.sockets, isOlder: true)))
    let finding = try #require(told.first)
    #expect(told.count == 1)
    #expect(finding.reasons.contains("the connection is older than Egret"))
    #expect(finding.hook == .sockets && finding.server.name == "s")
    #expect(finding.process.id == Self.server.process)
  }

  @Test func anExpectedOneIsNot() throws {
    var monitor = try Self.monitor(expect: "198.51.100.66")
    #expect(monitor.consume(Self.connection(.sockets, isOlder: true)).isEmpty)
  }

  @Test(arguments: [(Hook.sendLength, UInt64(0)), (.egress, 77), (.egress, 0), (.sendLength, 77)])
  func itsLaterUseIsNotToldAgain(hook: Hook, cookie: UInt64) throws {
    var monitor = try Self.monitor()
    _ = monitor.consume(Self.connection(.sockets, isOlder: true))
    #expect(monitor.consume(Self.connection(hook, cookie: cookie)).isEmpty)
    #expect(monitor.consume(Self.connection(.sockets, isOlder: true)).isEmpty)
  }

  @Test func anotherConnectionToTheSamePlaceIs() throws {
    var monitor = try Self.monitor()
    _ = monitor.consume(Self.connection(.sockets, isOlder: true))
    #expect(!Self.findings(monitor.consume(Self.connection(.connect4, cookie: 78))).isEmpty)
    #expect(!Self.findings(monitor.consume(Self.connection(.egress, cookie: 79))).isEmpty)
    #expect(!Self.findings(monitor.consume(Self.connection(.egress, cookie: 0, port: 80))).isEmpty)
  }

  @Test func oneThatWasSeenBeingMadeIsNotToldAsOlder() throws {
    var monitor = try Self.monitor()
    #expect(!Self.findings(monitor.consume(Self.connection(.connect4))).isEmpty)
    #expect(monitor.consume(Self.connection(.sockets, isOlder: true)).isEmpty)
  }

  @Test func itsEndIsTold() throws {
    var monitor = try Self.monitor()
    _ = monitor.consume(Self.connection(.sockets, isOlder: true))
    let flow = FlowEnd(
      time: Instant(nanoseconds: 900), owner: Self.server,
      endpoint: Endpoint(address: IPAddress(v4: 0xc633_6442), port: 443), cookie: 77,
      began: Instant(nanoseconds: 100), bytesOut: 5, bytesIn: 6, netNamespace: 4, transport: .tcp,
      result: .established)
    let outcomes = monitor.consume(.flowEnd(flow))
    guard case .closing(let finding)? = outcomes.first else {
      Issue.record("no end: \(outcomes)")
      return
    }
    #expect(finding.bytesOut == 5 && finding.bytesIn == 6)
  }

  @Test func serversThatRunAreListed() throws {
    let monitor = try Self.monitor()
    #expect(monitor.serverProcesses == [Self.server])
    #expect(monitor.runningEntries.map { $0.process } == [Self.server.process])
    #expect(monitor.runningEntries.first?.candidates.map(\.name) == ["s"])
  }
}
