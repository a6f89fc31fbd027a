// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// How the flows of a server end, as `egret run` tells it.
  @Suite struct FlowTests {
    /// Each is a server of its own, and what the end of its flow must say.
    private static let servers = [
      (name: "refused", address: "127.0.0.1", activity: "Refuse"),
      // TCP has no broadcast: nothing is sent, whatever the routes.
      (name: "unreachable", address: "255.255.255.255", activity: "Fail"),
    ]
    private static let script = """
      import socket, sys
      with socket.socket() as one: one.connect_ex((sys.argv[1], 1))

      """

    private func started() throws -> RunningEgret {
      let egret = try RunningEgret([])
      try egret.write(Self.script, to: "server.py")
      let path = egret.path("server.py")
      let entries = Self.servers.map { server in
        #""\#(server.name)":{"command":"python3","args":["\#(path)","\#(server.address)"]}"#
      }
      try FileManager.default.createDirectory(
        atPath: egret.path("home/.cursor"), withIntermediateDirectories: true)
      try egret.write(
        "{\"mcpServers\":{\(entries.joined(separator: ","))}}", to: "home/.cursor/mcp.json")
      try egret.write("egret: 1\nservers: {}\n", to: "policy.yaml")
      egret.process.arguments? += [
        "run", "--all", "--policy", egret.path("policy.yaml"), "--home", egret.path("home"),
        "--ready-file", egret.path("ready"),
      ]
      try egret.process.run()
      try egret.wait(for: "ready file") {
        FileManager.default.fileExists(atPath: egret.path("ready")) || !egret.process.isRunning
      }
      return egret
    }

    @Test("A connect that fails tells how, in the flow and in its alert", .timeLimit(.minutes(1)))
    func failingConnects() throws {
      let egret = try started()
      for server in Self.servers {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", egret.path("server.py"), server.address]
        (process.standardInput, process.standardOutput) = (Pipe(), Pipe())
        try process.run()
        process.waitUntilExit()
        let mark = "\"app_uid\":\"\(server.name)\""
        try egret.wait(for: "end of \(server.name)") {
          egret.lines("egret.flow").count { $0.contains(mark) } >= 2
        }
        let flows = egret.lines("egret.flow").filter { $0.contains(mark) }
        #expect(flows.count == 2)
        #expect(flows.first?.contains("\"activity_name\":\"Open\"") == true)
        #expect(flows.last?.contains("\"activity_name\":\"\(server.activity)\"") == true)
        #expect(flows.last?.contains("\"status_code\":\"\(server.name)\"") == true)
        let updates = egret.output.split(separator: "\n").filter {
          $0.contains(mark) && $0.contains("\"type_uid\":200402")
        }
        #expect(updates.count == 1)
        #expect(updates.first?.contains("\"result\":\"\(server.name)\"") == true)
      }
      egret.signal(SIGTERM)
      #expect(try egret.ends() == 0)
    }
  }
}
