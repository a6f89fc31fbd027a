// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// `egret learn` as a process, which gave up root's powers before it writes.
  @Suite struct LearnLiveTests {
    private static let own = """
      # Mine.
      egret: 1
      servers:
        other:
          expect: [none]  # nothing
      """

    /// A policy that makes a copy of bash the server.
    private static func policy(_ egret: RunningEgret) throws -> String {
      let server = egret.path("learned-server")
      let bash = URL(filePath: "/bin/bash").resolvingSymlinksInPath().path
      try FileManager.default.copyItem(atPath: bash, toPath: server)
      return try egret.write(
        "egret: 1\nservers:\n  learned:\n    run: {executable: \(server)}\n    expect: [none]\n",
        to: "policy.yaml")
    }

    private static func learn(_ egret: RunningEgret, _ more: [String]) throws {
      egret.process.arguments? +=
        [
          "learn", "--policy", try policy(egret), "--home", egret.home, "--ready-file",
          egret.path("ready"), "--duration", "60",
        ] + more
      try egret.process.run()
      try egret.wait(for: "ready file") {
        FileManager.default.fileExists(atPath: egret.path("ready")) || !egret.process.isRunning
      }
      let server = Process()
      server.executableURL = URL(filePath: egret.path("learned-server"))
      server.arguments = ["-c", "exec 3<>/dev/tcp/127.0.0.1/9; sleep 2"]
      server.standardError = FileHandle.nullDevice
      try server.run()
      server.waitUntilExit()
      sleep(1)
      egret.signal(SIGTERM)
      #expect(try egret.ends() == 0, "\(egret.errors)")
    }

    @Test("--update adds to a user's own file, which keeps its owner", .timeLimit(.minutes(2)))
    func updates() throws {
      let egret = try RunningEgret()
      let folder = egret.path("etc")
      try egret.write(Self.own, to: "etc/own.yaml")
      for path in [folder, "\(folder)/own.yaml"] {
        try FileManager.default.setAttributes(
          [.ownerAccountID: 65_534, .groupOwnerAccountID: 65_534], ofItemAtPath: path)
      }
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o640], ofItemAtPath: "\(folder)/own.yaml")
      try Self.learn(egret, ["--update", "\(folder)/own.yaml"])
      let text = try String(contentsOfFile: "\(folder)/own.yaml", encoding: .utf8)
      #expect(text.hasPrefix(Self.own + "\n"), "\(text)\n\(egret.errors)")
      #expect(text.contains("\"learned\":") && text.contains("- \"localhost:9\""), "\(text)")
      let facts = try FileManager.default.attributesOfItem(atPath: "\(folder)/own.yaml")
      #expect(facts[.posixPermissions] as? Int == 0o640)
      #expect(facts[.ownerAccountID] as? Int == 65_534)
      #expect(facts[.groupOwnerAccountID] as? Int == 65_534)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["own.yaml"])
    }

    @Test("A draft is written whole", .timeLimit(.minutes(2)))
    func drafts() throws {
      let egret = try RunningEgret()
      try Self.learn(egret, ["--output", egret.path("draft.yaml")])
      let text = try String(contentsOfFile: egret.path("draft.yaml"), encoding: .utf8)
      #expect(text.contains("- \"localhost:9\"  # once; "), "\(text)\n\(egret.errors)")
      #expect(text.contains("# warning: watched for"))
    }
  }
}
