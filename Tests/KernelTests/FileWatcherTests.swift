// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

@testable import Kernel

/// `#expect` takes nothing that cannot be copied.
private final class Watching {
  private var watcher: FileWatcher

  init() throws { watcher = try FileWatcher() }

  var hasChanges: Bool { watcher.hasChanges }
  var count: Int { watcher.count }

  @discardableResult
  func follow(
    _ directories: [WatchedDirectory], opened: (WatchedDirectory, Int32) -> Void = { _, _ in }
  ) -> Int {
    watcher.follow(directories, opened: opened)
  }

  @discardableResult func take() -> [FileChange]? { watcher.take() }
  func names() -> Set<String>? { watcher.take().map { Set($0.map(\.name)) } }
}

@Suite struct FileWatcherTests {
  @Test func writingRenamingMakingAndRemovingAreSeen() throws {
    try withScratch { top in
      let watcher = try Watching()
      #expect(watcher.follow([WatchedDirectory(top: top, path: "")]) == 0)
      #expect(!watcher.hasChanges)
      try put("a", at: top + "/written")
      #expect(watcher.hasChanges)
      #expect(watcher.names()?.contains("written") == true)
      #expect(!watcher.hasChanges)
      try FileManager.default.moveItem(atPath: top + "/written", toPath: top + "/renamed")
      #expect(watcher.names() == ["written", "renamed"])
      chmod(top + "/renamed", 0o666)
      #expect(watcher.names() == ["renamed"])
      try FileManager.default.createDirectory(
        atPath: top + "/made", withIntermediateDirectories: false)
      #expect(watcher.take()?.contains { $0.name == "made" && $0.isDirectory } == true)
      try FileManager.default.removeItem(atPath: top + "/renamed")
      #expect(watcher.names() == ["renamed"])
    }
  }

  @Test func aDirectoryHasEverySpelling() throws {
    try withScratch { top in
      try FileManager.default.createDirectory(
        atPath: top + "/home/work", withIntermediateDirectories: true)
      let watcher = try Watching()
      let spellings = [
        WatchedDirectory(top: top, path: "home/work"),
        WatchedDirectory(top: top + "/home/work", path: ""),
      ]
      #expect(watcher.follow(spellings) == 0)
      #expect(watcher.count == 1)
      try put("a", at: top + "/home/work/.mcp.json")
      let change = try #require(watcher.take()?.first { $0.name == ".mcp.json" })
      #expect(change.directories == spellings)
      let path = top + "/home/work/.mcp.json"
      #expect(change.directories.allSatisfy { $0.path(of: change.name) == path })
    }
  }

  @Test func linksAreNotFollowedAndWhatIsMissingIsPassedOver() throws {
    try withScratch { top in
      try FileManager.default.createSymbolicLink(
        atPath: top + "/link", withDestinationPath: "/var")
      let watcher = try Watching()
      let places = ["link", "link/log", "missing", "../"].map {
        WatchedDirectory(top: top, path: $0)
      }
      #expect(watcher.follow(places) == 0)
      #expect(watcher.count == 0)
    }
  }

  @Test func whatIsNoLongerFollowedIsSilent() throws {
    try withScratch { top in
      for name in ["a", "b"] {
        try FileManager.default.createDirectory(
          atPath: top + "/" + name, withIntermediateDirectories: false)
      }
      let watcher = try Watching()
      watcher.follow([WatchedDirectory(top: top, path: "a"), WatchedDirectory(top: top, path: "b")])
      watcher.follow([WatchedDirectory(top: top, path: "b")])
      watcher.take()
      try put("x", at: top + "/a/file")
      #expect(watcher.names() == [])
      try put("x", at: top + "/b/file")
      #expect(watcher.names() == ["file"])
    }
  }

  @Test func theirNumberIsBounded() throws {
    try withScratch { top in
      let count = FileWatcher.limit + 3
      for index in 0..<count { mkdir("\(top)/\(index)", 0o700) }
      let watcher = try Watching()
      let places = (0..<count).map { WatchedDirectory(top: top, path: "\($0)") }
      #expect(watcher.follow(places) >= 3)
      #expect(watcher.count <= FileWatcher.limit)
    }
  }

  @Test func aFullQueueIsTold() throws {
    try withScratch { top in
      let watcher = try Watching()
      watcher.follow([WatchedDirectory(top: top, path: "")])
      for index in 0..<20_000 {
        let file = open("\(top)/\(index % 2)", O_CREAT | O_WRONLY, 0o600)
        close(file)
      }
      #expect(watcher.take() == nil)
      watcher.take()
      try put("x", at: top + "/later")
      #expect(watcher.names()?.contains("later") == true)
    }
  }

  @Test(.enabled(if: geteuid() == 0, "fanotify needs root"))
  func whoWroteIsKnown() throws {
    try withScratch { top in
      guard var writers = FileWriters() else { return }
      let watcher = try Watching()
      watcher.follow([WatchedDirectory(top: top, path: "")]) { writers.follow($0, descriptor: $1) }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = [
        "-c", "echo x > \(top)/mine; echo y > \(top)/.tmp; mv \(top)/.tmp \(top)/moved; echo $$",
      ]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      let shell = try #require(
        UInt32(
          String(decoding: said, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)))
      let found = writers.take()
      #expect(found["\(top)/mine"] == shell)
      let mover = try #require(found["\(top)/moved"])
      #expect(mover != shell && mover > 0)
      #expect(writers.take().isEmpty)
    }
  }
}
