// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

/// Bridges: the entry's process speaks to a server by URL, or starts several.
@Suite struct BridgeTests {
  private static let steal = "198.51.100.66"

  private func bound(_ story: Story, _ pid: UInt32, _ port: UInt16) -> Event {
    .bound(
      Bound(
        time: story.now, actor: story.actor(pid),
        endpoint: Endpoint(address: IPAddress(v4: 0x7f00_0001), port: port), hook: .bind4,
        netNamespace: 10))
  }

  private func remote(_ name: String, _ url: String) -> ServerEntry {
    ServerEntry(
      name: name, transport: .remote(url: url), client: "Cursor", scope: .user, file: "/f",
      user: 1000)
  }

  @Test(arguments: [
    ["npx", "-y", "mcp-remote", "http://localhost:8000/mcp"],
    ["mcp-remote", "http://127.0.0.1:8000/sse", "--allow-http"],
    ["uvx", "mcp-proxy", "http://localhost:8000/sse"],
    ["npx", "-y", "supergateway", "--streamableHttp", "http://localhost:8000/mcp"],
  ])
  func theServerBehindABridgeHasItsEntrysName(command: [String]) throws {
    let policy = try #require(
      Policy.read(
        "egret: 1\nservers:\n  notes:\n    expect: [none]\n", file: "policy.yaml"
      ).policy)
    var story = Story([Story.entry("notes", command)], policy: policy)
    story.exec(200, parent: 1, ["python3", "/srv/notes.py"], stdio: .null)
    story.consume(bound(story, 200, 8000))
    story.exec(100, parent: 1, ["cursor"])
    story.exec(300, parent: 100, command, stdio: .pipe)
    let bridge = story.reach(300, "127.0.0.1", 8000)
    #expect(
      bridge?.rule != .localDestination, "its own server: \(String(describing: bridge?.reasons))")
    #expect(story.reach(200, Self.steal)?.server.name == "notes")
    #expect(story.reach(300, "127.0.0.1", 8001) != nil, "not its server")
  }

  @Test func twoServersBehindTwoPortsAreTwo() {
    var story = Story([
      Story.entry("notes", ["npx", "-y", "mcp-remote", "http://localhost:8000/mcp"]),
      Story.entry("orders", ["npx", "-y", "mcp-remote", "http://localhost:8001/mcp"]),
    ])
    for (pid, port) in [(200, 8000), (201, 8001)] as [(UInt32, UInt16)] {
      story.exec(pid, parent: 1, ["python3", "/srv/server.py"], stdio: .null)
      story.consume(bound(story, pid, port))
    }
    #expect(story.reach(200, Self.steal)?.server.name == "notes")
    #expect(story.reach(201, "198.51.100.67")?.server.name == "orders")
  }

  @Test(arguments: [true, false])
  func twoServersOfOneBridgeAreTwo(bridgeListensFirst: Bool) throws {
    var story = Story([
      remote("notes", "http://127.0.0.1:8096/servers/n/sse"),
      remote("orders", "http://127.0.0.1:8096/servers/o/mcp"),
    ])
    let bridge = [
      "python3", "/opt/bin/mcp-proxy", "--port", "8096", "--named-server", "n", "uvx mcp-notes",
      "--named-server", "o", "python3 -m orders --fast",
    ]
    story.exec(200, parent: 1, bridge, stdio: .null)
    if bridgeListensFirst { story.consume(bound(story, 200, 8096)) }
    story.exec(201, parent: 200, ["/root/.local/bin/uvx", "mcp-notes"], stdio: .pipe)
    story.exec(202, parent: 200, ["python3", "-m", "orders", "--fast"], stdio: .pipe)
    story.exec(203, parent: 200, ["sh", "-c", "id"], stdio: .pipe)
    if !bridgeListensFirst { story.consume(bound(story, 200, 8096)) }
    let told = story.reach(202, Self.steal)
    let orders = try #require(told)
    #expect(orders.server.name == "orders" && orders.server.candidates == ["orders"])
    #expect(orders.server.confidence == "high")
    #expect(orders.reasons.contains { $0.contains("the bridge starts it by the name") })
    story.exec(204, parent: 202, ["curl"])
    #expect(story.reach(204, "198.51.100.67")?.server.candidates == ["orders"], "its child")
    let other = story.reach(203, "198.51.100.68")
    #expect(try #require(other).server.candidates == ["notes", "orders"], "nobody knows whose")
    story.exec(205, parent: 201, ["python3", "/x/mcp-notes"])
    #expect(story.reach(205, "198.51.100.69")?.server.candidates == ["notes"])
  }
}
