// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Kernel
import Servers
import TestKit
import Testing

@testable import Discovery

/// A watch over a home, which was read. `#expect` takes nothing that cannot be copied.
private final class Watching {
  private let top: String
  private var watch: ConfigurationWatch

  init(_ top: String) throws {
    self.top = top
    watch = try ConfigurationWatch()
    follow()
    _ = watch.taken()
  }

  var knowsWriters: Bool { watch.knowsWriters }

  func follow() {
    _ = watch.follow(ServerDiscovery.discover(homes: [top], unread: UnreadMounts()).plan)
  }
  func notice() -> Bool { watch.notice() }
  func taken() -> ConfigurationWatch.Changes { watch.taken() }
}

@Suite struct ConfigurationWatchTests {
  @Test func whatIsNotAConfigurationIsNoChange() throws {
    try withFiles([".cursor/mcp.json": listing("a")]) { top in
      let watch = try Watching(top)
      for name in ["notes.txt", ".bash_history", ".cursor/other.json", ".claude.json.tmp"] {
        try put("x", at: top + "/" + name)
      }
      #expect(!watch.notice())
    }
  }

  @Test(arguments: [
    ".claude.json", ".cursor/mcp.json", ".config/Claude/claude_desktop_config.json", ".mcp.json",
    ".claude/plugins/cache/market/plug/.mcp.json", ".codex/work.config.toml",
    ".config/Code/User/profiles/ab/mcp.json", ".codeium/windsurf/mcp_config.json",
  ]) func filesThatComeAreSeen(path: String) throws {
    try withFiles([:]) { top in
      let watch = try Watching(top)
      try put(listing("new"), at: top + "/" + path)
      // Directories may have come first: each is followed when it is there.
      for _ in 0..<10 where watch.notice() {
        let changes = watch.taken()
        #expect(changes.touch(top + "/" + path))
        watch.follow()
      }
      try put(listing("newer"), at: top + "/" + path)
      #expect(watch.notice())
      let changes = watch.taken()
      #expect(changes.paths.contains(top + "/" + path) && !changes.isEverything)
      if geteuid() == 0, watch.knowsWriters {
        #expect(changes.writers[top + "/" + path] == UInt32(getpid()))
      }
      #expect(!watch.notice())
    }
  }

  @Test func writingByRenameIsSeen() throws {
    try withFiles([".cursor/mcp.json": listing("a")]) { top in
      let watch = try Watching(top)
      try put(listing("b"), at: top + "/.cursor/.mcp.json.1234")
      #expect(rename(top + "/.cursor/.mcp.json.1234", top + "/.cursor/mcp.json") == 0)
      #expect(watch.notice())
      #expect(watch.taken().paths == [top + "/.cursor/mcp.json"])
    }
  }

  @Test func aMovedDirectoryTouchesWhatIsBelow() throws {
    try withFiles(["other/mcp.json": listing("a")]) { top in
      let watch = try Watching(top)
      #expect(rename(top + "/other", top + "/.cursor") == 0)
      #expect(watch.notice())
      let changes = watch.taken()
      #expect(changes.touch(top + "/.cursor/mcp.json"))
      #expect(!changes.touch(top + "/.lmstudio/mcp.json"))
    }
  }

  @Test func aFileThatIsBrokenKeepsItsEntries() throws {
    try withFiles([".cursor/mcp.json": listing("a"), ".lmstudio/mcp.json": listing("b")]) { top in
      let whole = ServerDiscovery.discover(homes: [top], unread: UnreadMounts())
      for text in ["", #"{"mcpServers": {"a": {"comm"#] {
        try put(text, at: top + "/.cursor/mcp.json")
        let broken = ServerDiscovery.discover(homes: [top], unread: UnreadMounts())
        #expect(!broken.entries.contains { $0.name == "a" }, "\(text)")
        let kept = broken.keepingBroken(from: whole)
        #expect(Set(kept.entries.map(\.name)).isSuperset(of: ["a", "b"]), "\(text)")
      }
      try put("{}", at: top + "/.cursor/mcp.json")
      let empty = ServerDiscovery.discover(homes: [top], unread: UnreadMounts()).keepingBroken(
        from: whole)
      #expect(!empty.entries.contains { $0.name == "a" })
    }
  }

  @Test func whatAnyoneMayChangeIsToldWhenItBecomesSo() throws {
    try withFiles([".cursor/mcp.json": listing("a")]) { top in
      let before = ServerDiscovery.discover(homes: [top], unread: UnreadMounts())
      chmod(top + "/.cursor/mcp.json", 0o666)
      let after = ServerDiscovery.discover(homes: [top], unread: UnreadMounts())
      #expect(after.exposed(since: before).map(\.kind) == [.exposed])
      #expect(after.exposed(since: after).isEmpty)
      #expect(after.owners[top + "/.cursor/mcp.json"] == geteuid())
    }
  }

  @Test func aHundredEntriesOverThirtyFiles() throws {
    var files: [String: String] = [:]
    for file in 0..<30 {
      let servers = (0..<4).map { #""s\#(file)-\#($0)": {"command": "c\#(file)-\#($0)"}"# }
      files["p\(file)/.mcp.json"] = #"{"mcpServers": {\#(servers.joined(separator: ", "))}}"#
    }
    let projects = (0..<30).map { #""TOP/p\#($0)": {}"# }.joined(separator: ", ")
    files[".claude.json"] = #"{"projects": {\#(projects)}}"#
    try withFiles(files) { top in
      let watch = try Watching(top)
      let old = ServerDiscovery.discover(homes: [top], unread: UnreadMounts()).entries.filter {
        $0.file.hasPrefix(top)
      }
      #expect(old.count == 120)
      try put(listing("s17-0", "other"), at: top + "/p17/.mcp.json")
      #expect(watch.notice())
      let changes = watch.taken()
      let new = ServerDiscovery.discover(homes: [top], unread: UnreadMounts()).entries.filter {
        $0.file.hasPrefix(top)
      }
      let told = ServerListChange.between(old, new).filter { changes.touch($0.entry.file) }
      #expect(
        told.map { "\($0.kind.rawValue) \($0.entry.name)" } == [
          "changed s17-0", "removed s17-1", "removed s17-2", "removed s17-3",
        ])
    }
  }

  @Test func oneFileIsReadAgainInItsPlace() throws {
    let files = [
      ".cursor/mcp.json": listing("a"), ".lmstudio/mcp.json": listing("b"),
      ".factory/mcp.json": listing("c"),
    ]
    try withFiles(files) { top in
      let old = ServerDiscovery.discover(homes: [top], unread: UnreadMounts())
      let file = top + "/.lmstudio/mcp.json"
      try put(listing("new"), at: file)
      chmod(file, 0o666)
      try put(listing("late"), at: top + "/.claude.json")
      let one = ServerDiscovery.discover(again: [file, top + "/unknown"], after: old)
      let all = ServerDiscovery.discover(homes: [top], unread: UnreadMounts())
      #expect(one.entries == all.entries.filter { $0.name != "late" })
      #expect(one.worldWritable == [file])
      let both = ServerDiscovery.discover(again: [file, top + "/.claude.json"], after: one)
      #expect(Set(both.entries) == Set(all.entries))
      try put("{ broken", at: file)
      let broken = ServerDiscovery.discover(again: [file], after: both)
      #expect(!broken.entries.contains { $0.file == file })
      #expect(broken.problems.contains { $0.file == file })
      #expect(Set(broken.keepingBroken(from: both).entries) == Set(all.entries))
      unlink(file)
      let gone = ServerDiscovery.discover(again: [file], after: broken)
      #expect(!gone.problems.contains { $0.file == file })
    }
  }
}
