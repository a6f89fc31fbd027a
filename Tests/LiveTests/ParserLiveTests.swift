// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

@testable import Kernel

extension KernelLive {
  /// The processes in which what users wrote is parsed: what they may do, and what becomes of Egret where one crashes
  /// or hangs.
  @Suite struct ParserLiveTests {
    private static let unread = "egret.config-unread"

    /// A list behind so much that is passed over that its parser can be met at work.
    private static func long(_ megabytes: Int) -> String {
      let row = #""\#(String(repeating: "a", count: 1_000))","#
      let rows = String(repeating: row, count: megabytes * 1_000)
      return #"{"other": [\#(rows)0], "mcpServers": {"s": {"command": "/bin/true"}}}"#
    }

    /// The parser at work now; nil where none is.
    private static func parser(of egret: RunningEgret) -> Int32? {
      OwnChildren.named("egret-keeper", of: egret.pid).flatMap {
        OwnChildren.named("egret-parser", of: $0)
      }
    }

    /// One that has been at work for a while: that of a policy is gone before.
    private static func atWork(_ egret: RunningEgret) -> Int32? {
      guard let found = parser(of: egret) else { return nil }
      usleep(50_000)
      return parser(of: egret) == found ? found : nil
    }

    private static func await(_ egret: RunningEgret) throws -> Int32 {
      let end = ContinuousClock.now + .seconds(20)
      while ContinuousClock.now < end {
        if let found = atWork(egret) { return found }
      }
      throw RunningEgret.Late(description: "no parser was seen: \(egret.errors)")
    }

    /// Whole at once: a list that is being written is read more than once.
    private static func put(_ text: String, _ egret: RunningEgret, _ name: String) throws {
      let made = try egret.write(text, to: name + ".made")
      try #require(rename(made, egret.path(name)) == 0)
    }

    private static func status(of pid: Int32) throws -> [String: String] {
      let text = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
      let pairs = text.split(separator: "\n").map { $0.split(separator: ":", maxSplits: 1) }
      return Dictionary(
        pairs.filter { $0.count == 2 }.map {
          (String($0[0]), $0[1].split { $0 == "\t" || $0 == " " }.joined(separator: " "))
        }, uniquingKeysWith: { first, _ in first })
    }

    private static func expectPoor(_ pid: Int32) throws {
      let status = try status(of: pid)
      for set in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] {
        #expect(status[set] == "0000000000000000", "\(status["Name"] ?? "?"): \(set)")
      }
      #expect(status["NoNewPrivs"] == "1" && status["Seccomp"] == "2" && status["Threads"] == "1")
      let user = "65533 65533 65533 65533"
      #expect(status["Uid"] == user && status["Gid"] == user && status["Groups"] ?? "" == "")
      let files = FileManager.default
      let open = try files.contentsOfDirectory(atPath: "/proc/\(pid)/fd").sorted().map {
        try files.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/\($0)")
      }
      #expect(open.count == 4 && open.prefix(3).allSatisfy { $0 == "/dev/null" }, "\(open)")
      #expect(open.last?.hasPrefix("socket:") == true)
      #expect(try files.contentsOfDirectory(atPath: "/proc/\(pid)/root/").isEmpty)
      for space in ["net", "ipc", "uts"] {
        let own = try files.destinationOfSymbolicLink(atPath: "/proc/self/ns/\(space)")
        #expect(try files.destinationOfSymbolicLink(atPath: "/proc/\(pid)/ns/\(space)") != own)
      }
    }

    @Test("The keeper and its parsers have no power, no file, no network", .timeLimit(.minutes(1)))
    func parsersHaveNothing() throws {
      let egret = try RunningEgret()
      defer { egret.remove() }
      try egret.watchHome()
      let keeper = try #require(OwnChildren.named("egret-keeper", of: egret.pid))
      try Self.expectPoor(keeper)
      #expect(Self.parser(of: egret) == nil, "nothing is read at rest")
      try Self.put(Self.long(40), egret, "home/.cursor/mcp.json")
      let parser = try Self.await(egret)
      kill(parser, SIGSTOP)
      try Self.expectPoor(parser)
      kill(parser, SIGCONT)
      egret.signal(SIGKILL)
      try egret.wait(for: "their end") {
        ![keeper, parser].contains { FileManager.default.fileExists(atPath: "/proc/\($0)/fd/3") }
      }
    }

    @Test(
      "A parser that crashes or hangs costs its file a report, and nothing else",
      .timeLimit(.minutes(3)), arguments: [SIGSEGV, SIGSTOP])
    func parserIsLost(signal: Int32) throws {
      let egret = try RunningEgret()
      defer { egret.remove() }
      try Self.put(Self.long(40), egret, "home/.cursor/mcp.json")
      egret.process.arguments? += [
        "run", "--home", egret.home, "--heartbeat", "1", "--policy",
        try egret.write("egret: 1\nservers: {}\n", to: "policy.yaml"),
      ]
      try egret.process.run()
      // At its start Egret reads more than once: every parser of the list is lost.
      try egret.wait(for: "a report of it", seconds: 60) {
        if let parser = Self.atWork(egret) { kill(parser, signal) }
        return egret.alerts(Self.unread).contains { $0.config.hasSuffix("/.cursor/mcp.json") }
      }
      let word = signal == SIGSTOP ? "took longer than 5 s" : "was ended by signal 11"
      #expect(egret.errors.contains(word), "\(egret.errors)")
      #expect(Self.parser(of: egret) == nil, "the one that was lost is ended")
      // It takes a minute, and is the same for both.
      if signal == SIGSEGV { try Self.isReadAgain(egret) }
      egret.stop()
      #expect(egret.process.terminationStatus == 0, "\(egret.errors)")
    }

    /// Another parser reads what comes next; at the latest when its user's minute is over.
    private static func isReadAgain(_ egret: RunningEgret) throws {
      let small = #"{"mcpServers": {"s": {"command": "/bin/true"}}}"#
      try egret.wait(for: "the list as it is now", seconds: 90) {
        try put(small, egret, "home/.cursor/mcp.json")
        usleep(500_000)
        return egret.alerts("egret.config-changed").contains { $0.config.hasPrefix(egret.home) }
      }
    }

    @Test("Without a keeper lists are unread, and Egret watches on", .timeLimit(.minutes(1)))
    func keeperIsLost() throws {
      let egret = try RunningEgret()
      defer { egret.remove() }
      try egret.watchHome(["--heartbeat", "1"])
      kill(try #require(OwnChildren.named("egret-keeper", of: egret.pid)), SIGKILL)
      try egret.write("{}", to: "home/.cursor/mcp.json")
      try egret.wait(for: "a word of it") { egret.errors.contains("their keeper is gone") }
      try egret.wait(for: "a report") { !egret.alerts(Self.unread).isEmpty }
      egret.stop()
      #expect(egret.process.terminationStatus == 0, "\(egret.errors)")
    }

    @Test("Nothing that is tried from inside succeeds", .timeLimit(.minutes(1)))
    func escapes() throws {
      let played = try Trigger(command: [Trigger.path("parser_escape")]).play()
      #expect(played.status == 0, "\(played.output)")
      let tries = played.output.split(separator: "\n")
      for call in ["socket", "openat", "execve", "ptrace"] {
        for whose in ["keeper", "parser"] {
          #expect(tries.contains { $0.hasPrefix("\(whose) \(call): refused") }, "\(whose), \(call)")
        }
      }
      #expect(tries.contains { $0.hasPrefix("parser kill: refused") })
      #expect(tries.count > 60 && played.output.contains("0 not refused"))
    }

    @Test("A policy is parsed there too: at the start, and again", .timeLimit(.minutes(1)))
    func policies() throws {
      let egret = try RunningEgret()
      defer { egret.remove() }
      try egret.watchHome()
      try egret.write("egret: 1\nservers: [\n", to: "policy.yaml")
      egret.signal(SIGHUP)
      try egret.wait(for: "the refusal") { egret.errors.contains("the policy in force stays") }
      #expect(egret.errors.contains("policy.yaml:3:1: error: not YAML"), "\(egret.errors)")
      kill(try #require(OwnChildren.named("egret-keeper", of: egret.pid)), SIGKILL)
      egret.signal(SIGHUP)
      try egret.wait(for: "another reason") { egret.errors.contains("their keeper is gone") }
      egret.stop()
      #expect(egret.process.terminationStatus == 0, "\(egret.errors)")
    }
  }
}
