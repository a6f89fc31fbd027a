// SPDX-License-Identifier: Apache-2.0

import Events
import Servers
import Testing

/// The entries whose URL leads to this machine.
@Suite struct LocalServersTests {
  private func servers(_ urls: [String]) -> LocalServers {
    LocalServers(
      entries: urls.map {
        ServerEntry(
          name: $0, transport: .remote(url: $0), client: "Cursor", scope: .user, file: "/f")
      })
  }

  @Test func portsAreThoseThatMayBeOfThisMachine() {
    let servers = servers([
      "http://localhost:8000/mcp", "http://127.0.0.1/sse", "https://localhost/mcp",
      "https://api.example.com:9004/mcp", "http://192.0.2.7:9000/mcp", "http://[::1]:9001/mcp",
      "http://${HOST}:9002/mcp", "ws://dev.localhost:9003/", "http://Workstation.:9005/mcp",
      "http://host.docker.internal:9006/mcp", "http://ip6-localhost:9007/mcp",
      "http://[2001:db8::7]:9008/", "http://224.0.0.1:9009/",
    ])
    #expect(
      servers.ports { $0 == "workstation" }
        == [8000, 80, 443, 9000, 9001, 9003, 9005, 9007, 9008])
    #expect(servers.outerPorts == [9000, 9004, 9005, 9006, 9008])
    #expect(servers.names == ["api.example.com", "workstation", "host.docker.internal"])
    #expect(servers.names(at: 9005) == ["workstation"])
  }

  @Test func anotherUrlOfOnePortIsNews() {
    let before = servers(["http://localhost:8000/mcp", "http://localhost:8001/mcp"])
    let after = servers(["http://192.0.2.7:8000/mcp", "http://localhost:8001/sse"])
    #expect(after.ports(since: before) == [8000])
    #expect(after.ports(since: after).isEmpty)
    #expect(before.ports(since: LocalServers()) == [8000, 8001])
  }

  @Test func commandsHaveNoPort() {
    let entry = ServerEntry(
      name: "a", transport: .stdio(command: ["python3", "http://localhost:8000"]), client: "Cursor",
      scope: .user, file: "/f")
    #expect(LocalServers(entries: [entry]).ports { _ in true }.isEmpty)
  }
}
