// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Kernel
import Servers
import TestKit
import Testing

@testable import Discovery

/// A follower of one home, by a clock that moves when the test says so. `#expect` takes nothing that
/// cannot be copied.
private final class Following {
  private final class Watch {
    var now: UInt64 = 1_000_000_000_000
    /// How long each look at the clock takes, in nanoseconds.
    var step: UInt64 = 0
    var unread = UnreadMounts()

    func read() -> Instant {
      now += step
      return Instant(nanoseconds: now)
    }
  }

  private let watch = Watch()
  private var follower: ConfigurationFollower

  init(_ top: String, policy: String = "/nowhere/policy.yaml", folder: String? = nil) {
    let watch = watch
    follower = ConfigurationFollower(
      homes: [top],
      policy: PolicyLocations(files: [policy], folders: [folder].compactMap { $0 }),
      unread: { watch.unread }, now: watch.read)
  }

  var names: [String] { follower.entries.map(\.name) }
  var isWaiting: Bool { follower.isWaiting }
  var isFollowing: Bool { follower.descriptor != nil }

  func begin(_ running: [Exec] = []) -> ConfigurationNews { follower.begin(running) }
  func update() -> ConfigurationNews? { follower.update() }
  func readEverything() -> ConfigurationNews { follower.readEverything() }
  func pass(seconds: UInt64) { watch.now += seconds * 1_000_000_000 }
  func readingsTake(seconds: UInt64) { watch.step = seconds * 1_000_000_000 }
  func silence(_ mount: MountPoint) { watch.unread = UnreadMounts([mount: .silent]) }

  func prepare(for exec: Exec, isBelowClient: Bool = false) -> ConfigurationNews? {
    follower.prepare(for: exec, isBelowClient: isBelowClient)
  }

  /// The changes that waited, in words.
  func changes() -> [String] {
    follower.takeChanges().map { "\($0.change.kind.rawValue) \($0.change.entry.name)" }
  }
}

@Suite struct ConfigurationFollowerTests {
  /// This process, said to run something else from now on.
  private static func exec(_ arguments: [String], isOlder: Bool = false) -> Exec {
    let pid = UInt32(getpid())
    let process = ProcessID(pid: pid, start: Instant(nanoseconds: 1))
    return Exec(
      time: Instant(nanoseconds: 1),
      actor: Actor(process: process, thread: pid, program: ProgramID(rawValue: 1)),
      parent: ProcessID(pid: 1, start: Instant(nanoseconds: 0)), previous: .unknown,
      executable: "/usr/bin/x", file: arguments.first ?? "", arguments: arguments, stdio: [],
      name: arguments.first ?? "", user: geteuid(), isOlderThanEgret: isOlder)
  }

  @Test func aChangeIsReadAndHandedOn() throws {
    try withFiles([".cursor/mcp.json": listing("a")]) { top in
      let following = Following(top)
      #expect(following.names.contains("a") && !following.isFollowing)
      let first = following.begin()
      #expect(following.isFollowing && !first.isOtherList && !following.isWaiting)
      #expect(following.update() == nil)
      try put(listing("b"), at: top + "/.cursor/mcp.json")
      let news = try #require(following.update())
      #expect(news.isOtherList && following.names.contains("b"))
      #expect(following.isWaiting)
      #expect(Set(following.changes()) == ["added b", "removed a"])
      #expect(!following.isWaiting && following.changes().isEmpty)
    }
  }

  /// Before the exec that may be the new server.
  @Test func whatWasWrittenBeforeAnExecIsKnownAtTheExec() throws {
    try withFiles([".cursor/mcp.json": listing("a")]) { top in
      let following = Following(top)
      _ = following.begin()
      #expect(following.prepare(for: Self.exec(["x"])) == nil)
      try put(listing("new"), at: top + "/.cursor/mcp.json")
      #expect(following.prepare(for: Self.exec(["x"], isOlder: true)) == nil)
      #expect(following.prepare(for: Self.exec(["x"]))?.isOtherList == true)
      #expect(following.names.contains("new"))
    }
  }

  @Test func withoutTimeForAllTheWrittenFileIsReadAlone() throws {
    let files = [".cursor/mcp.json": listing("a"), ".lmstudio/mcp.json": listing("b")]
    try withFiles(files) { top in
      let following = Following(top)
      _ = following.begin()
      try put(listing("a", "y"), at: top + "/.cursor/mcp.json")
      #expect(following.update() != nil && following.changes() == ["changed a"])
      following.readingsTake(seconds: 60)
      _ = following.readEverything()
      following.readingsTake(seconds: 0)
      try put(listing("c"), at: top + "/.cursor/mcp.json")
      #expect(following.update() == nil && following.isWaiting)
      let news = try #require(following.prepare(for: Self.exec(["x"])))
      #expect(news.isOtherList && Set(following.changes()) == ["added c", "removed a"])
      #expect(following.prepare(for: Self.exec(["x"])) == nil)
      following.pass(seconds: 600)
      #expect(following.update()?.isOtherList == false)
      #expect(following.changes().isEmpty && !following.isWaiting)
    }
  }

  @Test func aClientsCommandLineIsAReasonToRead() throws {
    try withFiles(["own.json": listing("filed")]) { top in
      let following = Following(top)
      _ = following.begin()
      let news = following.prepare(for: Self.exec(["claude", "--mcp-config", top + "/own.json"]))
      #expect(news?.isOtherList == true && following.names.contains("filed"))
      #expect(following.changes().isEmpty, "the list was found, not changed")
    }
  }

  /// What is read besides is what a reading of everything would find.
  @Test func whatAClientShowsIsReadBesides() throws {
    let files = [".cursor/mcp.json": listing("a"), "own.json": listing("filed")]
    try withFiles(files) { top in
      let following = Following(top)
      _ = following.begin()
      let client = Self.exec(["claude", "--mcp-config", top + "/own.json"])
      #expect(following.prepare(for: client)?.isOtherList == true)
      let besides = following.names
      #expect(following.prepare(for: client) == nil, "nothing is new")
      #expect(!following.readEverything().isOtherList && following.names == besides)
      try put(listing("later"), at: top + "/own.json")
      #expect(following.update()?.isOtherList == true)
      #expect(following.names.contains("later") && !following.names.contains("filed"))
    }
  }

  @Test func whatRunsAlreadyIsReadAtTheBeginning() throws {
    try withFiles(["own.json": listing("filed")]) { top in
      let following = Following(top)
      let client = Self.exec(["claude", "--mcp-config", top + "/own.json"], isOlder: true)
      #expect(following.begin([client]).isOtherList && following.names.contains("filed"))
    }
  }

  @Test func problemsAreNewsOnceAndABrokenFileKeepsItsEntries() throws {
    try withFiles([".cursor/mcp.json": listing("a")]) { top in
      let following = Following(top)
      _ = following.begin()
      try put("{ broken", at: top + "/.cursor/mcp.json")
      let news = try #require(following.update())
      #expect(news.problems.map(\.file) == [top + "/.cursor/mcp.json"])
      #expect(following.names.contains("a") && following.changes().isEmpty)
      let again = following.readEverything()
      #expect(again.problems.isEmpty && following.names.contains("a"))
    }
  }

  @Test func thePolicysFileIsFollowedAndNotRead() throws {
    try withFiles(["policy.yaml": "egret: 1\n", ".cursor/mcp.json": listing("a")]) { top in
      let following = Following(top, policy: top + "/policy.yaml")
      _ = following.begin()
      try put("egret: 1 # another\n", at: top + "/policy.yaml")
      let news = try #require(following.update())
      #expect(news.writtenPolicy == top + "/policy.yaml" && !news.isOtherList)
      try put(listing("b"), at: top + "/.cursor/mcp.json")
      #expect(following.update().map { $0.writtenPolicy == nil } == true)
    }
  }

  /// A folder of policies, also one that is made later; what would not be read of it is no news.
  @Test func aFileOfThePolicysFolderIsNoticed() throws {
    try withFiles([".cursor/mcp.json": listing("a")]) { top in
      let folder = top + "/policy.d"
      let following = Following(top, folder: folder + "/")
      _ = following.begin()
      try put("egret: 1\n", at: folder + "/10-a.yaml")
      #expect(following.update()?.writtenPolicy == folder)
      try put("egret: 1\n", at: folder + "/20-b.yml")
      #expect(following.update()?.writtenPolicy == folder + "/20-b.yml")
      try put("x", at: folder + "/notes.txt")
      try put("x", at: folder + "/.10-a.yaml")
      #expect(following.update()?.writtenPolicy == nil)
      try FileManager.default.removeItem(atPath: folder + "/10-a.yaml")
      #expect(following.update()?.writtenPolicy == folder + "/10-a.yaml")
    }
  }

  @Test func aMountThatFallsSilentIsLeftAloneAndKeepsItsEntries() throws {
    try withFiles([".cursor/mcp.json": listing("a")]) { top in
      let following = Following(top)
      _ = following.begin()
      following.silence(MountPoint(number: "7", path: top + "/.cursor", type: "nfs4"))
      let news = following.readEverything()
      #expect(Set(news.problems.map(\.text)) == ["its file system does not answer; not read"])
      #expect(following.names.contains("a"))
    }
  }

  @Test func aReadingSaysHowLongItTook() throws {
    try withFiles([:]) { top in
      let following = Following(top)
      following.readingsTake(seconds: 2)
      #expect(following.begin().duration == 2_000_000_000)
    }
  }
}
