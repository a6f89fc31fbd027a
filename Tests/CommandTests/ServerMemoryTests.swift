// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Monitoring
import TestKit
import Testing

@testable import egret

/// What is remembered of servers from run to run.
@Suite struct ServerMemoryTests {
  private static func question(_ server: String = "one", command: [String] = ["uvx", "x"])
    -> PackageQuestion
  {
    PackageQuestion(server: server, command: command, file: "/v/bin/x", arguments: ["x"])
  }

  private static func facts(
    _ version: String, digest: String = "d", maintainers: [String] = ["ada"]
  ) -> ProgramFacts {
    ProgramFacts(
      time: Instant(nanoseconds: 1), process: ProcessID(pid: 1, start: Instant(nanoseconds: 0)),
      program: ProgramID(rawValue: 1),
      package: PackageFacts(
        ecosystem: "pypi", name: "x", version: version, maintainers: maintainers, digest: digest))
  }

  @Test func anotherVersionIsNoticedOnceWithBoth() throws {
    var memory = ServerMemory()
    let firstBegun = memory.begin(Self.question(), Self.facts("1.0.0"), now: 100)
    let first = try #require(firstBegun)
    #expect(first.changes.isEmpty && first.sinceChange == nil && first.now == "1.0.0")
    let notes = [
      memory.note("api.example", of: "one"), memory.note("api.example", of: "one"),
      memory.note("x", of: "nobody"),
    ]
    #expect(notes == [true, false, false])
    let nextBegun = memory.begin(
      Self.question(), Self.facts("1.0.1", maintainers: ["mallory"]), now: 200)
    let next = try #require(nextBegun)
    #expect(next.changes == ["its package has version 1.0.1, and had 1.0.0 at its last start"])
    #expect((next.before, next.now, next.sinceChange) == ("1.0.0", "1.0.1", 0))
    #expect(next.earlier == ["api.example"] && next.reached.isEmpty)
    #expect(
      next.doubts == ["its package names maintainers that the version before did not: mallory"])
    let againBegun = memory.begin(
      Self.question(), Self.facts("1.0.1", maintainers: ["mallory"]), now: 260)
    let again = try #require(againBegun)
    #expect(again.changes.isEmpty && again.sinceChange == 60_000_000_000)
    #expect(again.doubts == next.doubts)
  }

  @Test func theSameVersionWithOtherCodeAndAnotherCommandAreChanges() throws {
    var memory = ServerMemory()
    _ = memory.begin(Self.question(), Self.facts("1", digest: "aa"), now: 1)
    let codeBegun = memory.begin(Self.question(), Self.facts("1", digest: "bb"), now: 2)
    let code = try #require(codeBegun)
    #expect(
      code.changes == [
        "its code is another than at its last start under the same version, 1: bb, before aa"
      ])
    let commandBegun = memory.begin(
      Self.question(command: ["uvx", "y"]), Self.facts("1", digest: "bb"), now: 3)
    let command = try #require(commandBegun)
    #expect(command.changes == ["its entry starts it by another command than last time"])
  }

  @Test func aScriptIsKnownByItsDigestAndAnInterpreterAloneIsNothing() {
    var memory = ServerMemory()
    var facts = Self.facts("")
    facts.package = nil
    facts.executable = FileDigest(sha256: "ee")
    var bare = Self.question()
    bare.file = "/usr/bin/python3"
    let nothing = memory.begin(bare, facts, now: 1)
    #expect(nothing == nil)
    facts.script = "/opt/server.py"
    facts.scriptDigest = FileDigest(sha256: "aaaa")
    let known = memory.begin(bare, facts, now: 2)
    #expect(known?.changes == [])
    facts.scriptDigest = FileDigest(sha256: "bbbb")
    let changed = memory.begin(bare, facts, now: 3)
    #expect(
      changed?.changes
        == ["its code is another than at its last start: bbbb, before aaaa"])
  }

  @Test func whatOthersOfThePackageReachIsKnown() {
    var memory = ServerMemory()
    _ = memory.begin(Self.question("one"), Self.facts("1"), now: 1)
    _ = memory.note("api.example", of: "one")
    let other = memory.begin(Self.question("two"), Self.facts("1"), now: 2)
    #expect(other?.elsewhere == ["api.example"])
  }

  @Test func itIsBoundedAndTheOldestMakesRoom() {
    var memory = ServerMemory()
    for number in 0..<(ServerMemory.limit + 10) {
      _ = memory.begin(Self.question("s\(number)"), Self.facts("1"), now: UInt64(number))
    }
    #expect(memory.servers.count == ServerMemory.limit && memory.servers["s0"] == nil)
    let news = (0..<1_000).filter { memory.note("h\($0).example", of: "s500") }
    #expect(news.count == RememberedServer.mostHosts)
    #expect(memory.bytes.count < ServerMemory.size)
  }

  @Test func itIsWrittenWholeAndReadAgain() throws {
    try withScratch { top in
      var file = MemoryFile(folder: "\(top)/state")
      let history = file.begin(Self.question(), Self.facts("1.0.0"))
      #expect(history?.changes == [])
      file.write(now: true)
      let fault = file.takeFault()
      #expect(fault == nil)
      let path = "\(top)/state/servers.json"
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(mode as? Int == 0o600)
      var next = MemoryFile(folder: "\(top)/state")
      #expect(next.memory == file.memory)
      let begun = next.begin(Self.question(), Self.facts("2"))
      #expect(begun?.before == "1.0.0")
    }
  }

  @Test(arguments: [
    "", "{", "[]", #"{"format":2,"servers":{}}"#, #"{"format":1,"servers":{"a":1}}"#,
  ])
  func aBrokenFileIsBegunAnew(text: String) throws {
    try withFiles(["servers.json": text]) { top in
      var file = MemoryFile(folder: top)
      #expect(file.memory == ServerMemory())
      let fault = file.takeFault()
      #expect(fault == "\(top)/servers.json: not what Egret wrote; begun anew")
      _ = file.begin(Self.question(), Self.facts("1"))
      file.write(now: true)
      #expect(MemoryFile(folder: top).memory.servers.count == 1)
    }
  }

  @Test func aLinkIsNotFollowed() throws {
    try withFiles(["other": #"{"format":1,"servers":{}}"#]) { top in
      try FileManager.default.createSymbolicLink(
        atPath: "\(top)/servers.json", withDestinationPath: "\(top)/other")
      var file = MemoryFile(folder: top)
      let fault = file.takeFault()
      #expect(fault?.contains("link") == true)
      _ = file.begin(Self.question(), Self.facts("1"))
      file.write(now: true)
      #expect(Scratch.text(of: "\(top)/other") == #"{"format":1,"servers":{}}"#)
    }
  }

  @Test func noCommandAndNoValueIsKept() {
    var memory = ServerMemory()
    _ = memory.begin(
      Self.question(command: ["uvx", "x", "--mode", "word-of-a-command"]), Self.facts("1"), now: 1)
    #expect(!String(decoding: memory.bytes, as: UTF8.self).contains("word-of-a-command"))
  }
}
