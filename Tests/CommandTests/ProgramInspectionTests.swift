// SPDX-License-Identifier: Apache-2.0

import Crypto
import Events
import Foundation
import Kernel
import Testing

@testable import egret

/// What is read of processes that run on this machine.
@Suite struct ProgramInspectionTests {
  /// A shell that runs a script below a folder of its own, and waits.
  private final class Child {
    let folder = URL(filePath: "/tmp/egret-program-\(UUID().uuidString)")
    let process = Process()
    private let input = Pipe()

    init(_ name: String, text: String = "read line\n") throws {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: folder.appending(path: "server.sh"))
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = [name]
      process.currentDirectoryURL = folder
      process.standardInput = input
      try process.run()
    }

    deinit {
      try? input.fileHandleForWriting.close()
      process.waitUntilExit()
      try? FileManager.default.removeItem(at: folder)
    }

    var actor: Actor {
      let pid = UInt32(process.processIdentifier)
      var scan = ProcessScan()
      let id = scan.exec(of: pid)?.actor.process
      return Actor(
        process: id ?? ProcessID(pid: pid, start: Instant(nanoseconds: 0)), thread: pid,
        program: ProgramID(rawValue: UInt64(pid)))
    }
  }

  private static func sha256(_ path: String) throws -> String {
    let bytes = try Data(contentsOf: URL(filePath: path).resolvingSymlinksInPath())
    return SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }

  /// What is known at once, and when the files were read.
  private static func inspected(
    _ child: Child, script: String?
  ) -> (first: ProgramFacts, last: ProgramFacts?) {
    var inspection = ProgramInspection()
    let actor = child.actor
    let first = inspection.facts(of: actor, user: getuid(), script: script)
    let read = inspection.take(waitingFor: actor.program, atMost: .seconds(20))
    return (first, read.first { $0.program == actor.program })
  }

  @Test func aShellsScriptIsHashed() throws {
    let child = try Child("server.sh")
    let (first, last) = Self.inspected(child, script: "server.sh")
    let script = child.folder.appending(path: "server.sh").path
    #expect(first.script == script && first.directory == child.folder.path)
    #expect(first.userName == Accounts.names()[getuid()] ?? "")
    let facts = try #require(last)
    #expect(facts.isWhole)
    #expect(facts.executable.sha256 == (try Self.sha256("/bin/sh")))
    #expect(facts.scriptDigest.sha256 == (try Self.sha256(script)))
  }

  @Test func aScriptThatIsNoFileIsSaid() throws {
    let child = try Child("server.sh")
    let fifo = child.folder.appending(path: "pipe").path
    try #require(mkfifo(fifo, 0o600) == 0)
    #expect(
      Self.inspected(child, script: fifo).last?.scriptDigest.unavailable == "it is no regular file")
    #expect(
      Self.inspected(child, script: "/nonexistent").last?.scriptDigest.unavailable
        == "there is no such file")
  }

  @Test func aScriptThatIsTooLargeIsNotRead() throws {
    let child = try Child("server.sh")
    let large = child.folder.appending(path: "large").path
    try Data().write(to: URL(filePath: large))
    try #require(truncate(large, 257 << 20) == 0)
    #expect(
      Self.inspected(child, script: large).last?.scriptDigest.unavailable
        == "it is larger than 256 MiB")
  }

  @Test func aProcessThatIsGoneIsSaid() {
    var inspection = ProgramInspection()
    let process = ProcessID(pid: .max, start: Instant(nanoseconds: 1))
    let actor = Actor(process: process, thread: 1, program: ProgramID(rawValue: 1))
    let facts = inspection.facts(of: actor, user: 0, script: "x")
    #expect(facts.executable.unavailable == "the process had ended" && facts.isWhole)
    #expect(facts.userName == "root")
    #expect(inspection.take().isEmpty)
  }

  @Test func theSameFileHasTheSameDigest() throws {
    let child = try Child("server.sh")
    var inspection = ProgramInspection()
    var digests: Set<String> = []
    for _ in 0..<64 {
      let facts = inspection.facts(of: child.actor, user: 0, script: nil)
      let read = inspection.take(waitingFor: facts.program, atMost: .seconds(20))
      digests.formUnion(read.map(\.executable.sha256))
    }
    #expect(digests == [try Self.sha256("/bin/sh")])
  }
}
