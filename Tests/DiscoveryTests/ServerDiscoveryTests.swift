// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Servers
import TestKit
import Testing

@testable import Discovery

@Suite struct ServerDiscoveryTests {
  /// A home of the test's own with these files, gone when the body ends.
  private func home(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let top = "/tmp/egret-discovery-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: top) }
    try FileManager.default.createDirectory(atPath: top, withIntermediateDirectories: true)
    for (path, text) in files {
      let url = URL(fileURLWithPath: top + "/" + path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.replacing("TOP", with: top).utf8).write(to: url)
    }
    try body(top)
  }

  private static let one = #"{"mcpServers": {"NAME": {"command": "x"}}}"#

  private static func plain(_ name: String) -> String { one.replacing("NAME", with: name) }

  @Test func findsEveryScope() throws {
    let files = [
      ".claude.json":
        #"{"mcpServers": {"user": {"command": "x"}}, "projects": {"TOP/work": {"mcpServers": {"local": {"command": "x"}}}}}"#,
      "work/.mcp.json": Self.plain("project"),
      "work/.vscode/mcp.json": #"{"servers": {"code": {"command": "x"}}}"#,
      ".config/Claude/claude_desktop_config.json": Self.plain("desktop"),
      ".config/claude/claude_desktop_config.json": Self.plain("lower"),
      ".cursor/mcp.json": Self.plain("cursor"),
      ".config/Code - Insiders/User/profiles/ab12/mcp.json":
        #"{"servers": {"profile": {"command": "x"}}}"#,
      ".claude/plugins/cache/market/plug/1.0/.mcp.json": #"{"flat": {"command": "x"}}"#,
      ".claude/plugins/cache/market/two/.claude-plugin/plugin.json":
        #"{"mcpServers": "./servers/mcp.json"}"#,
      ".claude/plugins/cache/market/two/servers/mcp.json": #"{"named": {"command": "x"}}"#,
      ".claude/plugins/marketplaces/m/.mcp.json": Self.plain("catalogue"),
    ]
    try home(files) { top in
      let found = ServerDiscovery.discover(homes: [top], unread: UnreadMounts())
      let names = found.entries.filter { $0.file.hasPrefix(top) }.map(\.name)
      #expect(
        Set(names) == [
          "user", "local", "project", "code", "desktop", "lower", "cursor", "profile", "flat",
          "named",
        ])
      #expect(names.count == 10)
      let project = try #require(found.entries.first { $0.name == "project" })
      #expect(project.project == top + "/work")
      #expect(project.file == top + "/work/.mcp.json")
      #expect(project.client == "Claude Code")
      #expect(found.problems.filter { $0.file.hasPrefix(top) }.isEmpty)
    }
  }

  @Test func entriesOfANamedHomeAreItsOwnersOrAnyones() throws {
    try home([".cursor/mcp.json": Self.plain("s")]) { top in
      let found = ServerDiscovery.discover(homes: [top], unread: UnreadMounts()).entries.first {
        $0.name == "s"
      }
      #expect(found?.user == (getuid() == 0 ? nil : getuid()))
      guard getuid() == 0 else { return }
      chown(top, 4_000, 4_000)
      let owned = ServerDiscovery.discover(homes: [top + "/"], unread: UnreadMounts()).entries.first
      { $0.name == "s" }
      #expect(owned?.user == 4_000)
    }
  }

  @Test func oddFilesAreToldOnceAndSinkNothing() throws {
    let files = [
      ".cursor/mcp.json": "{ broken", ".lmstudio/mcp.json": Self.plain("good"),
      ".factory/mcp.json": #"{"mcpServers": {"odd": 1}}"#,
    ]
    try home(files) { top in
      try FileManager.default.createSymbolicLink(
        atPath: top + "/.claude.json", withDestinationPath: "/etc/passwd")
      let found = ServerDiscovery.discover(homes: [top, top], unread: UnreadMounts())
      #expect(found.entries.contains { $0.name == "good" })
      let told = found.problems.map(\.description).filter { $0.hasPrefix(top) }
      #expect(told.count == 2)
      #expect(found.problems.contains { $0.file == "/etc/passwd" && $0.lost == .part })
      #expect(told.contains { $0.hasPrefix("\(top)/.cursor/mcp.json:1: ") })
      #expect(told.contains { $0.contains(".factory/mcp.json:1: the server `odd`") })
    }
  }

  @Test func writableByAnyoneIsNoted() throws {
    try home([".cursor/mcp.json": Self.plain("s")]) { top in
      chmod(top + "/.cursor/mcp.json", 0o666)
      #expect(
        ServerDiscovery.discover(homes: [top], unread: UnreadMounts()).worldWritable == [
          top + "/.cursor/mcp.json"
        ])
    }
  }

  @Test func aFileInADirectoryOfAnyonesIsWritableByAnyone() throws {
    try home([".cursor/mcp.json": Self.plain("s"), ".factory/mcp.json": Self.plain("t")]) { top in
      chmod(top + "/.cursor", 0o777)
      // As in /tmp: nobody may take another's file away.
      chmod(top + "/.factory", 0o1777)
      #expect(
        ServerDiscovery.discover(homes: [top], unread: UnreadMounts()).worldWritable == [
          top + "/.cursor/mcp.json"
        ])
    }
  }

  /// Many keep their configuration in a folder of its own, with links to it.
  @Test func linksWithinTheHomeAreFollowed() throws {
    let files = [
      "dots/cursor.json": Self.plain("file"), "dots/claude/.mcp.json": Self.plain("hidden"),
      "dots/factory/mcp.json": Self.plain("folder"), "dots/lm.json": Self.plain("absolute"),
      "dots/kiro/a.json": Self.plain("listed"), ".cursor/x": "", ".lmstudio/x": "", ".kiro/x": "",
    ]
    try home(files) { top in
      let links = [
        ".cursor/mcp.json": "../dots/cursor.json", ".factory": "./dots/../dots/factory",
        ".lmstudio/mcp.json": top + "/dots/lm.json", ".kiro/agents": "../dots/kiro",
        ".gemini": top + "-open", ".qwen": "../../..\(top)-open", ".junie": ".junie",
        ".vibe": "dots/nowhere",
      ]
      for (link, target) in links {
        try FileManager.default.createSymbolicLink(
          atPath: top + "/" + link, withDestinationPath: target)
      }
      try put(Self.plain("open"), at: top + "-open/settings.json")
      defer { try? FileManager.default.removeItem(atPath: top + "-open") }
      chmod(top + "-open", 0o777)
      let found = ServerDiscovery.discover(homes: [top], unread: UnreadMounts())
      #expect(!found.entries.contains { $0.name == "open" })
      let own = found.entries.filter { $0.file.hasPrefix(top) }
      #expect(Set(own.map(\.name)) == ["file", "folder", "absolute", "listed"])
      #expect(own.first { $0.name == "file" }?.file == top + "/dots/cursor.json")
      #expect(found.plan.directories.contains(WatchedDirectory(top: top, path: "dots")))
      let told = Set(found.problems.map(\.file).filter { $0.hasPrefix(top) })
      for place in [".gemini/settings.json", ".qwen/settings.json", ".junie/mcp/mcp.json"] {
        #expect(told.contains(top + "/" + place), "\(place)")
      }
      #expect(!told.contains(top + "/.vibe/config.toml"))
    }
  }

  @Test func whatIsOnASilentMountIsToldAndNotTouched() throws {
    let files = [".cursor/mcp.json": Self.plain("a"), ".factory/mcp.json": Self.plain("b")]
    try home(files) { top in
      let mount = MountPoint(number: "7", path: top + "/.cursor", type: "nfs4")
      let unread = UnreadMounts([mount: .silent])
      let found = ServerDiscovery.discover(homes: [top], unread: unread)
      #expect(found.entries.filter { $0.file.hasPrefix(top) }.map(\.name) == ["b"])
      let told = found.problems.filter { $0.file == top + "/.cursor/mcp.json" }.map(\.text)
      #expect(told == ["its file system does not answer; not read"])
      #expect(!found.plan.directories.contains { $0.full == top + "/.cursor" })
      let whole = UnreadMounts([
        MountPoint(number: "8", path: top, type: "fuse"): .usersOwn(1_000)
      ])
      let none = ServerDiscovery.discover(homes: [top], unread: whole)
      #expect(!none.entries.contains { $0.file.hasPrefix(top) })
      #expect(none.problems.map(\.file).filter { $0 == top }.count == 1)
    }
  }

  @Test func aHomeThatAClientNamesMustBeItsUsers() throws {
    try home([".cursor/mcp.json": Self.plain("s")]) { top in
      let own = DiscoveryHome(path: top, owner: getuid(), user: getuid())
      let other = DiscoveryHome(path: top, owner: 4_001, user: 4_001)
      for (home, isRead) in [(own, true), (other, false)] {
        let found = ServerDiscovery.discover(
          homes: ["/nowhere/at/all"], others: [home], unread: UnreadMounts())
        #expect(found.entries.contains { $0.file.hasPrefix(top) } == isRead)
      }
    }
  }

  @Test func projectsComeFromEveryListAndFromAbove() throws {
    let files = [
      ".codex/config.toml": "[projects.\"TOP/a\"]\ntrust_level = \"trusted\"\n",
      "a/.codex/config.toml": "[mcp_servers.codex]\ncommand = \"x\"\n",
      ".config/Code/User/workspaceStorage/0a/workspace.json":
        #"{"folder": "file://TOP/with%20blank/deep"}"#,
      "with blank/deep/.vscode/mcp.json": #"{"servers": {"code": {"command": "x"}}}"#,
      "with blank/.mcp.json": Self.plain("above"),
      ".gemini/trustedFolders.json": #"{"TOP/g": "TRUST_FOLDER", "relative": "x"}"#,
      "g/.gemini/settings.json": Self.plain("gemini"),
      "seen/.mcp.json": Self.plain("seen"),
      ".mcp.json": Self.plain("home"),
    ]
    try home(files) { top in
      let seen = DiscoveryProject(path: top + "/seen", user: getuid())
      let found = ServerDiscovery.discover(homes: [top], projects: [seen], unread: UnreadMounts())
      let names = found.entries.filter { $0.file.hasPrefix(top) }.map(\.name)
      #expect(Set(names) == ["codex", "code", "above", "gemini", "seen", "home"])
      #expect(names.count == 6)
    }
  }

  @Test func aMissingHomeIsTold() {
    let found = ServerDiscovery.discover(homes: ["/nowhere/at/all"], unread: UnreadMounts())
    #expect(
      found.problems.map(\.description).contains("/nowhere/at/all: there is no such directory"))
  }

  @Test func hugeTreesAreBounded() throws {
    var files: [String: String] = [:]
    for index in 0..<510 {
      files[".claude/plugins/cache/p\(index)/.mcp.json"] = Self.plain("s\(index)")
    }
    try home(files) { top in
      let found = ServerDiscovery.discover(homes: [top], unread: UnreadMounts())
      #expect((400...500).contains(found.entries.filter { $0.file.hasPrefix(top) }.count))
      let told = found.problems.map(\.description).filter { $0.contains("some were not read") }
      #expect(told.contains { $0.contains("/.claude/plugins/cache/**/.mcp.json: too many") })
    }
  }

  @Test(arguments: [
    ("a.json", "*.json", true), (".json", "*.json", false),
    ("work.config.toml", "*.config.toml", true),
    ("config.toml", "*.config.toml", false), ("x", "*", true), (".x", "*", false),
    ("ab", "a*b", true),
    ("a", "a*a", false),
  ]) func wildcards(name: String, component: String, expected: Bool) {
    #expect(PlaceExpansion.matches(name, component) == expected)
  }
}
