// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Kernel
import Servers
import TestKit
import Testing

@testable import Discovery

@Suite struct RunningClientsTests {
  /// A mutating call that `#expect` takes.
  private static func note(
    _ clients: inout RunningClients, _ exec: Exec, isBelowClient: Bool
  ) -> Bool {
    clients.note(exec, isBelowClient: isBelowClient)
  }

  @Test func aClientsDirectoryIsAProjectOnce() {
    var clients = RunningClients()
    #expect(Self.note(&clients, Exec.ofThisProcess(["claude"]), isBelowClient: false))
    #expect(
      !Self.note(&clients, Exec.ofThisProcess(["node", "/opt/claude"]), isBelowClient: false))
    let here = FileManager.default.currentDirectoryPath
    #expect(clients.projects == [DiscoveryProject(path: here, user: geteuid())])
  }

  @Test func othersAreOfInterestBelowAClientAlone() {
    var clients = RunningClients()
    #expect(!Self.note(&clients, Exec.ofThisProcess(["bash"]), isBelowClient: false))
    #expect(Self.note(&clients, Exec.ofThisProcess(["bash"]), isBelowClient: true))
  }

  @Test func whatAClientIsGivenIsReadAndNoValueKept() throws {
    try withFiles(["a.json": listing("filed")]) { top in
      var clients = RunningClients()
      let inline = #"{"mcpServers":{"said":{"command":"x","env":{"KEY":"hunter2"}}}}"#
      let words = ["claude", "--mcp-config", top + "/a.json", inline, "--mcp-config=/dev/fd/63"]
      #expect(Self.note(&clients, Exec.ofThisProcess(words), isBelowClient: false))
      #expect(clients.files.map(\.path) == [top + "/a.json"])
      #expect(clients.entries.map(\.name) == ["said"])
      #expect(!"\(clients)".contains("hunter2"))
      let found = ServerDiscovery.discover(homes: [top], clients: clients, unread: UnreadMounts())
      #expect(Set(found.entries.map(\.name)).isSuperset(of: ["filed", "said"]))
      let filed = try #require(found.entries.first { $0.name == "filed" })
      #expect(filed.client == "Claude Code" && filed.user == geteuid())
      #expect(filed.file == top + "/a.json")
    }
  }

  @Test func whereHomesAreGivenOnlyTheirOwnersCount() throws {
    guard geteuid() == 0 else { return }
    try withFiles(["x": ""]) { top in
      chown(top, 4_000, 4_000)
      var clients = RunningClients(homes: [top])
      #expect(
        !Self.note(&clients, Exec.ofThisProcess(["claude"], user: 4_001), isBelowClient: false))
      #expect(
        Self.note(&clients, Exec.ofThisProcess(["claude"], user: 4_000), isBelowClient: false))
    }
  }

  @Test func oneUserFillsOnlyTheirOwnPart() {
    var clients = RunningClients()
    for index in 0..<1_000 {
      _ = Self.note(
        &clients,
        Exec.ofThisProcess(["claude", "--mcp-config", "/f/\(index)"], user: 4_000),
        isBelowClient: false)
    }
    #expect(clients.files.count == 100)
    let other = Exec.ofThisProcess(["claude", "--mcp-config", "/g"], user: 4_001)
    #expect(Self.note(&clients, other, isBelowClient: false))
    #expect(clients.files.last?.path == "/g")
  }

  @Test(
    arguments: [
      ("a.json", "/w", "/w/a.json"), ("../a", "/w/x", "/w/a"), ("/x/./y//z", nil, "/x/y/z"),
      ("../../../../etc/passwd", "/w", "/etc/passwd"), ("a.json", nil, nil),
      ("/dev/fd/63", "/w", nil),
      ("/proc/self/fd/3", "/w", nil), ("/a/../proc/1/environ", "/w", nil),
    ] as [(String, String?, String?)])
  func paths(path: String, directory: String?, expected: String?) {
    #expect(RunningClients.absolute(path, in: directory) == expected)
  }

  @Test func aMovedConfigurationIsRead() throws {
    let files = [
      "moved/.claude.json": listing("claude"), "moved/goose/config.yaml": "extensions: {}",
    ]
    try withFiles(files) { top in
      let move = DiscoveryMove(
        variable: "CLAUDE_CONFIG_DIR", path: top + "/moved", user: geteuid(), home: top)
      let found = ServerDiscovery.discover(homes: [top], moved: [move], unread: UnreadMounts())
      #expect(found.entries.map(\.name).contains("claude"))
      guard geteuid() == 0 else { return }
      var foreign = move
      foreign.user = 4_000
      chown(top + "/moved", 4_001, 4_001)
      let refused = ServerDiscovery.discover(homes: [top], moved: [foreign], unread: UnreadMounts())
      #expect(!refused.entries.map(\.name).contains("claude"))
    }
  }
}
