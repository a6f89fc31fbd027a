// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Whose connection it is where pids come again, processes are many, and execs find no room.
  @Suite struct IdentityTests {

    /// A running Egret that knows one server: a program of the triggers with its arguments.
    private func watched(
      _ server: [String], _ body: (RunningEgret) throws -> Void
    ) throws {
      let egret = try RunningEgret()
      defer { egret.remove() }
      let words = server.map { "\"\($0)\"" }
      let arguments = words.dropFirst().joined(separator: ", ")
      try egret.write(
        #"{"mcpServers": {"own": {"command": \#(words[0]), "args": [\#(arguments)]}}}"#,
        to: "home/.cursor/mcp.json")
      try egret.watchHome(["--all"])
      try body(egret)
    }

    private func ports(_ egret: RunningEgret) -> [Int] {
      egret.ports(ofFlowsOf: "own").sorted()
    }

    @Test("A pid that comes again is another process", .timeLimit(.minutes(3)))
    func pidComesAgain() throws {
      let program = Trigger.path("first_instruction")
      try watched([program, "127.0.0.1", "${PORT}"]) { egret in
        let stranger = egret.directory + "/stranger"
        try FileManager.default.copyItem(atPath: program, toPath: stranger)
        let played = try Trigger.python(
          Self.again(server: program, stranger: stranger)
        ).play()
        #expect(played.status == 0, "\(played.output)")
        let reused = played.output.split(separator: "\n").compactMap { Int($0) }.first ?? 0
        #expect(reused > 60, "hardly a pid came again: \(played.output)")
        let expected = Array(20_000..<20_050) + Array(21_000..<21_050)
        try? egret.wait(for: "every server's connection") { ports(egret) == expected }
        #expect(ports(egret) == expected, "\(egret.errors)")
      }
    }

    /// Fifty times: a server, then a stranger under its pid; a stranger, then a server under its.
    private static func again(server: String, stranger: String) -> String {
      """
      import subprocess
      reused = 0
      def play(first, port, second, next):
          global reused
          one = subprocess.Popen([first, "127.0.0.1", str(port)])
          assert one.wait() == 0
          again = ["\(Trigger.path("pid_again"))", str(one.pid), second, "127.0.0.1", str(next)]
          status = subprocess.call(again, stderr=subprocess.DEVNULL)
          assert status in (0, 77), status
          reused += status == 0
          if status == 77:
              assert subprocess.call(again[2:]) == 0
      for i in range(50):
          play("\(server)", 20000 + i, "\(stranger)", 30000 + i)
          play("\(stranger)", 31000 + i, "\(server)", 21000 + i)
      print(reused)
      """
    }

    @Test("A server's 65,536 processes are its own, and nobody else's", .timeLimit(.minutes(5)))
    func forkBomb() throws {
      let program = Trigger.path("fork_bomb")
      let bomb = [program, "127.0.0.1", "22000", "65536"]
      try watched(bomb) { egret in
        let stranger = egret.directory + "/stranger"
        try FileManager.default.copyItem(atPath: program, toPath: stranger)
        let played = try Trigger.python(
          """
          import subprocess
          bomb = subprocess.Popen(["\(bomb.joined(separator: "\", \""))"])
          port = 32000
          while bomb.poll() is None:
              assert subprocess.call(["\(stranger)", "127.0.0.1", str(port), "1"]) == 0
              port = port + 1 if port < 42000 else 32000
          assert bomb.returncode == 0, bomb.returncode
          """
        ).play()
        #expect(played.status == 0, "\(played.output)")
        let expected = Array(22_000..<22_064)
        try? egret.wait(for: "every child's connection", seconds: 60) { ports(egret) == expected }
        #expect(ports(egret) == expected, "\(egret.errors)")
      }
    }

    @Test(
      "Servers that connect as their first instruction are known while execs find no room",
      .timeLimit(.minutes(3)))
    func firstInstructionInAFlood() throws {
      let program = Trigger.path("first_instruction")
      try watched([program, "127.0.0.1", "${PORT}"]) { egret in
        let flood = Process()
        flood.executableURL = URL(filePath: "/bin/sh")
        // By its name it may be a server: a stranger has no record.
        let idle = egret.directory + "/npx"
        try FileManager.default.createSymbolicLink(atPath: idle, withDestinationPath: "/bin/true")
        // 16 KB each: long before so many the ring is full, because nobody empties it.
        flood.arguments = [
          "-c",
          """
          i=0
          while [ $i -lt 3000 ]; do \(idle); i=$((i + 1)); done
          : > \(egret.directory)/full
          while :; do \(idle); done
          """,
        ]
        flood.environment = ["PADDING": String(repeating: "x", count: 16_000)]
        egret.pause()
        try flood.run()
        defer {
          egret.resume()
          flood.end()
          flood.waitUntilExit()
        }
        try egret.wait(for: "a full ring", seconds: 60) {
          FileManager.default.fileExists(atPath: egret.directory + "/full")
        }
        let played = try Trigger.python(
          """
          import subprocess
          for port in range(23000, 23200):
              assert subprocess.call(["\(program)", "127.0.0.1", str(port)]) == 0
          """
        ).play()
        egret.resume()
        #expect(played.status == 0, "\(played.output)")
        let expected = Array(23_000..<23_200)
        try? egret.wait(for: "every server's connection", seconds: 60) { ports(egret) == expected }
        #expect(ports(egret) == expected, "\(egret.errors)")
        // Losses are told with the next second.
        try? egret.wait(for: "the loss") { egret.says("lifecycle_ring") }
        #expect(egret.says("lifecycle_ring"), "no exec was lost: the flood was none")
      }
    }
  }
}
