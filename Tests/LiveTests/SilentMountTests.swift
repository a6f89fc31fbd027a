// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// A home, or a part of one, on a file system that never answers: what is there is told and not
  /// read, the rest is, and nothing waits for it.
  @Suite struct SilentMountTests {
    private static let isPossible =
      AttackScript.isHere && FileManager.default.fileExists(atPath: "/dev/fuse")

    /// A mount that is there until the body ends.
    private func mounted(
      _ path: String, user: UInt32, more: [String] = [], _ body: () throws -> Void
    ) throws {
      let script = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Files/silent.py").path
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", "-B", script, path, "\(user)"] + more
      let (input, output) = (Pipe(), Pipe())
      process.standardInput = input
      process.standardOutput = output
      try process.run()
      defer {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
      }
      #expect(!output.fileHandleForReading.availableData.isEmpty, "it is mounted")
      try body()
    }

    private func home(of egret: RunningEgret) throws -> String {
      let home = egret.path("home")
      for name in [".cursor", ".factory"] {
        try FileManager.default.createDirectory(
          atPath: "\(home)/\(name)", withIntermediateDirectories: true)
      }
      let text = #"{"mcpServers": {"read": {"command": "x"}}}"#
      try egret.write(text, to: "home/.factory/mcp.json")
      return home
    }

    @Test(
      "A part that does not answer sinks nothing else", .timeLimit(.minutes(1)),
      .enabled(if: isPossible, "needs /dev/fuse"),
      arguments: [(UInt32(0), "does not answer"), (1_000, "a program of user 1000 serves")])
    func part(user: UInt32, told: String) throws {
      let egret = try RunningEgret([])
      let home = try home(of: egret)
      egret.process.arguments? += ["servers", "--home", home, "--format", "json"]
      try mounted(home + "/.cursor", user: user) {
        try egret.process.run()
        #expect(try egret.ends(within: 20) == 0)
      }
      #expect(egret.output.contains(#""name" : "read""#))
      #expect(egret.errors.contains("\(home)/.cursor/mcp.json: "))
      #expect(egret.errors.contains(told))
    }

    @Test(
      "Whoever answers one question may not answer the next", .timeLimit(.minutes(1)),
      .enabled(if: isPossible, "needs /dev/fuse"))
    func user() throws {
      let egret = try RunningEgret([])
      let home = try home(of: egret)
      egret.process.arguments? += ["servers", "--home", home]
      try mounted(home + "/.cursor", user: 1_000, more: ["--answer-facts"]) {
        try egret.process.run()
        #expect(try egret.ends(within: 20) == 0)
      }
    }

    @Test(
      "A home that does not answer is told, and a run watches", .timeLimit(.minutes(1)),
      .enabled(if: isPossible, "needs /dev/fuse"))
    func wholeHome() throws {
      let egret = try RunningEgret([])
      let home = try home(of: egret)
      egret.process.arguments? += [
        "run", "--home", home, "--ready-file", egret.path("ready"), "--heartbeat", "0",
      ]
      try mounted(home, user: 0) {
        try egret.process.run()
        try egret.wait(for: "ready file", seconds: 30) {
          FileManager.default.fileExists(atPath: egret.path("ready"))
        }
        // Read again, with the mount as silent as before.
        egret.signal(SIGHUP)
        try egret.wait(for: "second reading") { egret.errors.contains("read again") }
        egret.signal(SIGTERM)
        #expect(try egret.ends(within: 20) == 0)
      }
      #expect(egret.errors.contains("\(home): its file system does not answer; not read"))
    }
  }
}
