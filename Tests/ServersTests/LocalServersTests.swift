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

  @Test func portsAreThoseOfThisMachine() {
    let servers = servers([
      "http://localhost:8000/mcp", "http://127.0.0.1/sse", "https://localhost/mcp",
      "https://api.example.com/mcp", "http://192.0.2.7:9000/mcp", "http://[::1]:9001/mcp",
      "http://${HOST}:9002/mcp", "ws://dev.localhost:9003/",
    ])
    #expect(servers.ports == [8000, 80, 443, 9001, 9003])
  }

  @Test func commandsHaveNoPort() {
    let entry = ServerEntry(
      name: "a", transport: .stdio(command: ["python3", "http://localhost:8000"]), client: "Cursor",
      scope: .user, file: "/f")
    #expect(LocalServers(entries: [entry]).ports.isEmpty)
  }
}
