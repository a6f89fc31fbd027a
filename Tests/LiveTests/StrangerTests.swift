// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Programs that can be no server: nothing of their lives is reported, and what they do is, first with
  /// who they are.
  @Suite struct StrangerTests {
    private static let local = "egret.local-destination"

    /// A running Egret that knows one server, and the log of its run once it has ended.
    private func log(
      _ command: [String], _ body: (RunningEgret) throws -> Void
    ) throws -> [String] {
      let egret = try RunningEgret()
      defer { egret.remove() }
      let entry = try JSONSerialization.data(withJSONObject: [
        "mcpServers": ["own": ["command": command[0], "args": Array(command.dropFirst())]]
      ])
      try egret.write(String(decoding: entry, as: UTF8.self), to: "home/.cursor/mcp.json")
      try egret.watchHome(["--record", egret.path("log")])
      try body(egret)
      egret.stop()
      let text = try String(contentsOfFile: egret.path("log"), encoding: .utf8)
      return text.split(separator: "\n").map(String.init)
    }

    /// A copy of a program under a name of the test's own.
    private func named(_ name: String, _ program: String, _ egret: RunningEgret) throws -> String {
      let path = egret.path(name)
      let file = URL(filePath: program).resolvingSymlinksInPath().path
      try FileManager.default.copyItem(atPath: file, toPath: path)
      return path
    }

    @Test("A thousand strangers' lives leave no record", .timeLimit(.minutes(1)))
    func livesAreNotTold() throws {
      let lines = try log(["/opt/nowhere/own-mcp"]) { egret in
        let idle = try named("egret-idle", "/bin/true", egret)
        let played = try Trigger(command: [
          "/bin/sh", "-c", "i=0; while [ $i -lt 1000 ]; do \(idle); i=$((i + 1)); done",
        ]).play()
        #expect(played.status == 0, "\(played.output)")
      }
      #expect(!lines.contains { $0.contains("egret-idle") })
    }

    @Test("A suspect is told with the strangers above it", .timeLimit(.minutes(1)))
    func whoStandsAboveIsTold() throws {
      let server = Trigger.path("first_instruction")
      var line: String?
      _ = try log([server, "127.0.0.1", "${PORT}"]) { egret in
        let shell = try named("egret-shell", "/bin/sh", egret)
        let played = try Trigger(command: [
          shell, "-c", "\(shell) -c '\(server) 127.0.0.1 24000; true'; true",
        ]).play()
        #expect(played.status == 0, "\(played.output)")
        try egret.wait(for: "the server's connection") { !egret.alerts(Self.local).isEmpty }
        line = egret.lines(Self.local).first { $0.contains("24000") }
      }
      let alert = try #require(line)
      #expect(alert.contains(#""server":"own""#))
      #expect(alert.components(separatedBy: "egret-shell").count > 2, "\(alert)")
    }

    @Test("A server that no name shows is told as it makes a socket", .timeLimit(.minutes(1)))
    func whoActsIsTold() throws {
      let server = Trigger.path("first_instruction")
      let lines = try log(["/opt/nowhere/own-mcp"]) { egret in
        let hidden = try named("egret-hidden", server, egret)
        let played = try Trigger(command: [
          "/bin/sh", "-c", "\(hidden) 127.0.0.1 24001; \(hidden) 127.0.0.1 24002",
        ]).play()
        #expect(played.status == 0, "\(played.output)")
      }
      let told = lines.filter { $0.contains("egret-hidden") && $0.contains(#""event":"exec""#) }
      #expect(told.count == 2, "\(told)")
    }
  }
}
