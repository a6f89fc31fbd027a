// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

/// Servers that are spoken to by URL: whoever takes the port is the server.
@Suite struct PortsTests {
  private static let steal = "198.51.100.66"
  private static let command = ["python3", "/srv/notes.py"]

  private func story(_ urls: [String: String] = ["notes": "http://127.0.0.1:8000/mcp"]) -> Story {
    Story(
      urls.sorted { $0.key < $1.key }.map { name, url in
        ServerEntry(
          name: name, transport: .remote(url: url), client: "Cursor", scope: .user, file: "/f",
          user: 1000)
      })
  }

  private func bound(
    _ story: Story, _ pid: UInt32, _ address: String = "127.0.0.1", _ port: UInt16 = 8000,
    isOlder: Bool = false, addresses: [String] = [], names: [String] = []
  ) throws -> Event {
    var bound = Bound(
      time: story.now, actor: story.actor(pid),
      endpoint: Endpoint(address: try #require(IPAddress(address)), port: port),
      hook: isOlder ? .sockets : .bind4, netNamespace: 10, isOlderThanEgret: isOlder)
    bound.addresses = addresses.compactMap { IPAddress($0) }
    bound.names = names
    return .bound(bound)
  }

  @Test func whoTakesThePortIsTheServer() throws {
    var story = story()
    story.exec(200, parent: 1, Self.command, stdio: .terminal)
    #expect(story.reach(200, Self.steal) == nil, "nobody knows it yet")
    story.consume(try bound(story, 200))
    let told = story.reach(200, "198.51.100.67")
    let finding = try #require(told)
    #expect(finding.server.name == "notes")
    #expect(finding.server.confidence == "high")
    #expect(!finding.server.isManual, "a client speaks to it, wherever it was started")
    #expect(finding.reasons.contains { $0.contains("127.0.0.1:8000") })
    #expect(story.directives.contains(.watch(story.actor(200).program)))
  }

  @Test(arguments: [
    ("http://127.0.0.1:8000/mcp", "127.0.0.1", true),
    ("http://127.0.0.1:8000/mcp", "0.0.0.0", true),
    ("http://127.0.0.1:8000/mcp", "::", true), ("http://127.0.0.1:8000/mcp", "127.0.0.2", false),
    ("http://localhost:8000/sse", "::1", true), ("http://localhost:8000/sse", "127.0.0.1", true),
    ("http://[::1]:8000/mcp", "::1", true), ("http://[::1]:8000/mcp", "127.0.0.1", false),
    ("http://0.0.0.0:8000/mcp", "127.0.0.1", true),
    ("http://127.0.0.1:8001/mcp", "127.0.0.1", false),
    ("https://mcp.example.com:8000/mcp", "0.0.0.0", false),
    ("http://localhost:8000/mcp", "192.0.2.7", false),
  ])
  func theUrlLeadsThereOrNot(url: String, address: String, isServer: Bool) throws {
    var story = story(["notes": url])
    story.exec(200, parent: 1, Self.command)
    story.consume(try bound(story, 200, address))
    #expect((story.reach(200, Self.steal) != nil) == isServer)
  }

  /// The machine has 192.0.2.7 and 2001:db8::7, and is called workstation.
  @Test(arguments: [
    ("http://192.0.2.7:8000/mcp", "192.0.2.7", true),
    ("http://192.0.2.7:8000/mcp", "0.0.0.0", true),
    ("http://192.0.2.7:8000/mcp", "::", true), ("http://192.0.2.7:8000/mcp", "127.0.0.1", false),
    ("http://192.0.2.8:8000/mcp", "0.0.0.0", false), ("http://192.0.2.8:8000/mcp", "::", false),
    ("http://192.0.2.8:8000/mcp", "192.0.2.7", false),
    ("http://[2001:db8::7]:8000/mcp", "::", true),
    ("http://[2001:db8::7]:8000/mcp", "2001:db8::7", true),
    ("http://[2001:db8::7]:8000/mcp", "0.0.0.0", false),
    ("http://[2001:db8::8]:8000/mcp", "::", false),
    ("http://[::1]:8000/mcp", "0.0.0.0", false), ("http://ip6-localhost:8000/mcp", "::1", true),
    ("http://ip6-localhost:8000/mcp", "127.0.0.1", false),
    ("http://[::ffff:192.0.2.7]:8000/mcp", "0.0.0.0", true),
    ("http://workstation:8000/mcp", "0.0.0.0", true),
    ("http://WORKSTATION.:8000/mcp", "0.0.0.0", true),
    ("http://host.docker.internal:8000/mcp", "0.0.0.0", false),
  ])
  func theUrlLeadsToAnOwnAddressOrNot(url: String, address: String, isServer: Bool) throws {
    var story = story(["notes": url])
    story.exec(200, parent: 1, Self.command)
    let takesAny = IPAddress(address)?.scope == .unspecified
    story.consume(
      try bound(
        story, 200, address, addresses: takesAny ? ["192.0.2.7", "2001:db8::7"] : [],
        names: takesAny ? ["workstation"] : []))
    #expect((story.reach(200, Self.steal) != nil) == isServer)
  }

  @Test func aClientAtAnOwnAddressIsOnThisMachine() throws {
    var story = story(["notes": "http://192.0.2.7:8000/mcp"])
    story.exec(200, parent: 1, Self.command)
    story.consume(try bound(story, 200, "0.0.0.0", addresses: ["192.0.2.7"]))
    func answer(_ story: Story, to address: String) throws -> Event {
      .destination(
        Destination(
          time: story.now, actor: story.actor(200), cookie: story.now.nanoseconds,
          endpoint: Endpoint(address: try #require(IPAddress(address)), port: 40_001),
          transport: .tcp, hook: .egress, via: .syscall, netNamespace: 10, isInbound: true,
          ownPort: 8000))
    }
    story.consume(try answer(story, to: "192.0.2.7"))
    #expect(story.findings.isEmpty)
    story.consume(try answer(story, to: "192.0.2.8"))
    #expect(story.findings.last?.rules == [.inboundClient])
  }

  @Test func workersAreTheServers() throws {
    var story = story()
    story.exec(200, parent: 1, Self.command)
    story.exec(201, parent: 200, ["python3", "-c", "from multiprocessing.spawn import spawn_main"])
    story.consume(try bound(story, 200))
    #expect(story.reach(201, Self.steal)?.server.name == "notes", "it was there before")
    story.exec(202, parent: 200, ["python3", "-c", "from multiprocessing.spawn import spawn_main"])
    #expect(story.reach(202, "198.51.100.67")?.server.name == "notes")
    story.fork(200, 203)
    #expect(story.reach(203, "198.51.100.68")?.server.name == "notes")
  }

  @Test func aServerThatIsOlderThanEgretIsFound() throws {
    var story = story()
    story.exec(200, parent: 1, Self.command, isOlder: true)
    story.exec(201, parent: 200, ["python3", "worker.py"], isOlder: true)
    story.consume(try bound(story, 200, isOlder: true))
    #expect(story.reach(200, Self.steal)?.server.name == "notes")
    #expect(story.reach(201, "198.51.100.67")?.server.name == "notes")
  }

  @Test func twoEntriesForOnePortAreBothNamed() throws {
    var story = story(["a": "http://127.0.0.1:8000/mcp", "b": "http://localhost:8000/sse"])
    story.exec(200, parent: 1, Self.command)
    story.consume(try bound(story, 200))
    let told = story.reach(200, Self.steal)
    let finding = try #require(told)
    #expect(finding.server.candidates == ["a", "b"])
    #expect(finding.server.confidence == "medium")
  }

  /// What it starts would all be the server's.
  @Test(arguments: ["/usr/lib/systemd/systemd", "/usr/bin/docker-proxy", "/usr/sbin/sshd"])
  func whoListensForOthersIsNoServer(executable: String) throws {
    var story = story()
    story.exec(200, parent: 1, [executable], executable: executable)
    story.consume(try bound(story, 200))
    #expect(story.reach(200, Self.steal) == nil)
  }

  @Test func aClientIsNoServerOfItsOwn() throws {
    var story = story()
    story.exec(200, parent: 1, ["/usr/bin/claude"])
    story.consume(try bound(story, 200))
    #expect(story.reach(200, Self.steal) == nil)
  }

  /// Its listening socket was another's before, so the kernel does not know who opened the connection.
  @Test func anAnswerIsNoEgress() throws {
    var story = story()
    story.exec(200, parent: 1, Self.command)
    story.consume(try bound(story, 200, "0.0.0.0"))
    func sent(_ story: Story, to address: String, from own: UInt16, _ hook: Hook) throws -> Event {
      .destination(
        Destination(
          time: story.now, actor: story.actor(200), cookie: story.now.nanoseconds,
          endpoint: Endpoint(address: try #require(IPAddress(address)), port: 40_001),
          transport: .tcp, hook: hook, via: .syscall, netNamespace: 10, ownPort: own))
    }
    story.consume(try sent(story, to: "127.0.0.1", from: 8000, .sendLength))
    #expect(story.findings.isEmpty, "a client on this machine")
    story.consume(try sent(story, to: "192.0.2.9", from: 8000, .sendLength))
    #expect(story.findings.last?.rules == [.inboundClient])
    story.consume(try sent(story, to: "192.0.2.10", from: 8001, .sendLength))
    #expect(story.findings.last?.rules != [.inboundClient], "not a port of its own")
    story.consume(try sent(story, to: "192.0.2.11", from: 8000, .connect4))
    #expect(story.findings.last?.rules != [.inboundClient], "it opened this one itself")
  }
}
