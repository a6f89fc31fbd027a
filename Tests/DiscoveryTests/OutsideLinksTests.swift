// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Servers
import TestKit
import Testing

@testable import Discovery

/// Links that lead out of a home, as managers of dotfiles make them.
@Suite struct OutsideLinksTests {
  private static func link(_ place: String, _ target: String) throws {
    try FileManager.default.createDirectory(
      at: URL(filePath: place).deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: target)
  }

  private static func names(_ home: String) -> [String] {
    ServerDiscovery.discover(homes: [home], unread: UnreadMounts()).entries
      .filter { $0.file.hasPrefix(home.dropLast(4)) }.map(\.name).sorted()
  }

  /// home-manager: a link to a link in a store whose folder is for many to add to.
  @Test func aStoreOfRootsIsFollowed() throws {
    let files = [
      "store/1-cursor.json": listing("linked"),
      "store/2-files/.factory/mcp.json": listing("folder"),
      "home/x": "",
    ]
    try withFiles(files) { top in
      chmod(top + "/store", 0o1775)
      try Self.link(top + "/store/3-files/.cursor/mcp.json", top + "/store/1-cursor.json")
      try Self.link(top + "/home/.cursor/mcp.json", "../../store/3-files/.cursor/mcp.json")
      try Self.link(top + "/home/.factory", top + "/store/2-files/.factory")
      #expect(Self.names(top + "/home") == ["folder", "linked"])
      let found = ServerDiscovery.discover(homes: [top + "/home"], unread: UnreadMounts())
      let real = String((top + "/store/1-cursor.json").dropFirst())
      #expect(found.entries.contains { $0.file == "/" + real })
      #expect(
        found.plan.directories.contains { $0.full == top + "/store" })
    }
  }

  @Test func whatOthersMayChangeIsNotFollowed() throws {
    let files = [
      "open/a.json": listing("a"), "group/b.json": listing("b"), "own/c.json": listing("c"),
      "home/x": "",
    ]
    try withFiles(files) { top in
      chmod(top + "/open", 0o777)
      chmod(top + "/own/c.json", 0o666)
      try Self.link(top + "/home/.cursor/mcp.json", top + "/open/a.json")
      try Self.link(top + "/home/.factory/mcp.json", top + "/own/c.json")
      if geteuid() == 0 {
        chown(top + "/group", 0, 4_000)
        chmod(top + "/group", 0o775)
        try Self.link(top + "/home/.lmstudio/mcp.json", top + "/group/b.json")
      }
      #expect(Self.names(top + "/home") == [])
      let found = ServerDiscovery.discover(homes: [top + "/home"], unread: UnreadMounts())
      let told = found.problems.filter { $0.file.hasPrefix(top) && $0.lost == .file }
      #expect(told.count == (geteuid() == 0 ? 3 : 2))
      #expect(told.contains { $0.text.contains("others may change \(top)/open") })
    }
  }

  @Test func anothersFileIsNotFollowed() throws {
    guard geteuid() == 0 else { return }
    try withFiles(["else/a.json": listing("a"), "home/x": ""]) { top in
      for path in ["/else", "/else/a.json"] { chown(top + path, 4_001, 4_001) }
      chown(top + "/home", 4_000, 4_000)
      try Self.link(top + "/home/.cursor/mcp.json", top + "/else/a.json")
      #expect(Self.names(top + "/home") == [])
      chown(top + "/else", 4_000, 4_000)
      chown(top + "/else/a.json", 4_000, 4_000)
      #expect(Self.names(top + "/home") == ["a"])
    }
  }

  @Test func theKernelsOwnFilesAreNot() throws {
    try withFiles(["home/x": ""]) { top in
      try Self.link(top + "/home/.cursor/mcp.json", "/proc/self/environ")
      let found = ServerDiscovery.discover(homes: [top + "/home"], unread: UnreadMounts())
      #expect(found.problems.contains { $0.file == top + "/home/.cursor/mcp.json" })
    }
  }

  @Test func aMountThatDoesNotAnswerIsNotTouched() throws {
    try withFiles(["far/a.json": listing("a"), "home/x": ""]) { top in
      try Self.link(top + "/home/.cursor/mcp.json", top + "/far/a.json")
      #expect(Self.names(top + "/home") == ["a"])
      let mount = MountPoint(number: "7", path: top + "/far", type: "nfs4")
      let unread = UnreadMounts([mount: .silent])
      let found = ServerDiscovery.discover(homes: [top + "/home"], unread: unread)
      #expect(!found.entries.contains { $0.file.hasPrefix(top) })
      #expect(found.problems.contains { $0.file.hasPrefix(top) && $0.lost == .file })
    }
  }
}
