// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// `egret run` as a process: what it answers to, and how it ends.
  @Suite struct RunTests {
    private static let policy =
      "egret: 1\nservers:\n  live:\n    expect:\n      - api.example.com\n"

    /// Runs until it is ready, with an empty home and a policy.
    private func started(_ more: [String] = []) throws -> RunningEgret {
      let egret = try RunningEgret([])
      try egret.write(Self.policy, to: "policy.yaml")
      egret.process.arguments? +=
        [
          "run", "--policy", egret.path("policy.yaml"), "--home", egret.folder.path,
          "--ready-file", egret.path("ready"),
        ] + more
      try egret.process.run()
      try egret.wait(for: "ready file") {
        FileManager.default.fileExists(atPath: egret.path("ready")) || !egret.process.isRunning
      }
      return egret
    }

    @Test(
      "Without root: one clear line, and 2", .timeLimit(.minutes(1)), arguments: ["run", "doctor"])
    func withoutRoot(command: String) throws {
      let built = try BuiltEgret.path()
      let egret = try RunningEgret([], binary: nil)
      // The build folder may be closed to others.
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: egret.folder.path)
      try FileManager.default.copyItem(atPath: built, toPath: egret.path("egret"))
      egret.process.arguments = [
        "setpriv", "--reuid", "65534", "--clear-groups", egret.path("egret"), command,
      ]
      try egret.process.run()
      #expect(try egret.ends() == 2)
      #expect(egret.output.isEmpty)
      #expect(egret.errors.split(separator: "\n").count == 1, "\(egret.errors)")
      #expect(egret.errors.contains("needs root") && egret.errors.contains("sudo egret \(command)"))
    }

    @Test("A broken policy: its line and column, and 2", .timeLimit(.minutes(1)))
    func brokenPolicy() throws {
      let egret = try RunningEgret([])
      try egret.write("egret: 1\nservers:\n  live:\n    expct: [none]\n", to: "policy.yaml")
      egret.process.arguments? += ["run", "--policy", egret.path("policy.yaml")]
      try egret.process.run()
      #expect(try egret.ends() == 2)
      #expect(egret.errors.contains("policy.yaml:4:5"), "\(egret.errors)")
      #expect(egret.output.isEmpty)
    }

    @Test(
      "SIGTERM and SIGINT: the last line is the stop, and 0", .timeLimit(.minutes(1)),
      arguments: [SIGTERM, SIGINT])
    func stopsInOrder(number: Int32) throws {
      let egret = try started()
      egret.signal(number)
      #expect(try egret.ends() == 0)
      #expect(egret.lines("egret.start").count == 1)
      #expect(egret.output.split(separator: "\n").last?.contains("egret.stop") == true)
      #expect(egret.output.hasSuffix("\n"))
    }

    @Test("SIGHUP with a broken policy keeps the old one and says so", .timeLimit(.minutes(1)))
    func keepsThePolicyInForce() throws {
      let egret = try started()
      try egret.write("egret: 1\nservers: [\n", to: "policy.yaml")
      egret.signal(SIGHUP)
      try egret.wait(for: "refusal") { !egret.lines("egret.policy").isEmpty }
      let refusal = try #require(egret.lines("egret.policy").first)
      #expect(refusal.contains("\"state\":\"refused\"") && refusal.contains("policy.yaml:"))
      try egret.write(Self.policy, to: "policy.yaml")
      egret.signal(SIGHUP)
      try egret.wait(for: "acceptance") { egret.lines("egret.policy").count == 2 }
      #expect(egret.lines("egret.policy")[1].contains("\"state\":\"accepted\""))
      egret.signal(SIGTERM)
      #expect(try egret.ends() == 0)
    }

    @Test("--duration ends it, with a heartbeat before", .timeLimit(.minutes(1)))
    func durationEndsIt() throws {
      let egret = try started(["--duration", "3", "--heartbeat", "1"])
      #expect(try egret.ends() == 0)
      #expect(egret.lines("egret.heartbeat").count >= 1)
      #expect(egret.lines("egret.stop").count == 1)
    }

    @Test("A reader of stdout that goes away ends it with 2", .timeLimit(.minutes(1)))
    func closedReaderEndsIt() throws {
      let egret = try RunningEgret([])
      let pipe = Pipe()
      egret.process.standardOutput = pipe
      egret.process.arguments? += ["run", "--home", egret.folder.path, "--heartbeat", "1"]
      try egret.process.run()
      #expect(try pipe.fileHandleForReading.read(upToCount: 1) == Data("{".utf8))
      try pipe.fileHandleForReading.close()
      #expect(try egret.ends() == 2)
    }

    @Test(
      "A hook taken off from outside is told and restored within a heartbeat",
      .timeLimit(.minutes(1)))
    func detachedHookIsToldAndRestored() throws {
      let egret = try started(["--heartbeat", "1"])
      let links = try ForeignLink.ofCgroups(process: egret.process.processIdentifier)
      let connect4 = try #require(links[10])
      try ForeignLink.detach(connect4)
      try egret.wait(for: "restored hook", seconds: 5) { egret.lines("egret.hook").count >= 2 }
      let told = egret.lines("egret.hook")
      #expect(told[0].contains("\"hook\":\"on_connect4\",\"state\":\"detached\""), "\(told[0])")
      #expect(told[0].contains("\"severity\":\"High\""))
      #expect(told[1].contains("\"hook\":\"on_connect4\",\"state\":\"restored\""), "\(told[1])")
      let heartbeats = egret.lines("egret.heartbeat").count
      try egret.wait(for: "heartbeat", seconds: 5) {
        egret.lines("egret.heartbeat").count > heartbeats
      }
      #expect(egret.lines("egret.heartbeat").last?.contains("\"hooks_silent\":[]") == true)
      egret.signal(SIGTERM)
      #expect(try egret.ends() == 0)
      #expect(egret.lines("egret.hook").count == 2)
    }

    @Test("Egret's own acts raise nothing and count as no loss", .timeLimit(.minutes(1)))
    func ownActsAreNoNews() throws {
      let egret = try started(["--heartbeat", "1", "--duration", "4"])
      #expect(try egret.ends() == 0)
      #expect(egret.lines("egret.hook").isEmpty)
      let own = egret.output.split(separator: "\n").compactMap { LiveAlert(String($0)) }
        .filter { $0.pid == Int(egret.pid) || $0.program.hasSuffix("/egret") }
      #expect(own.isEmpty, "others' programs may do something meanwhile")
    }
  }
}
