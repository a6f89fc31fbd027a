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

    /// Sends some bytes to a listener of its own and gets others, and each side closes first once.
    private static let exchange = """
      import socket, sys, threading
      sent, got, first = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
      listener = socket.create_server(("127.0.0.1", 0))
      def answer():
        peer, _ = listener.accept()
        left = sent
        while left: left -= len(peer.recv(left))
        peer.sendall(b"y" * got)
        if first == "peer": peer.close()
        else: peer.recv(1); peer.close()
      thread = threading.Thread(target=answer); thread.start()
      with socket.create_connection(listener.getsockname()) as one:
        one.sendall(b"x" * sent)
        left = got
        while left: left -= len(one.recv(left))
        if first == "peer": one.recv(1)
      thread.join()

      """

    private func started(_ script: String, _ entries: [(name: String, arguments: [String])]) throws
      -> RunningEgret
    {
      let egret = try RunningEgret([])
      try egret.write(script, to: "server.py")
      let path = egret.path("server.py")
      let entries = entries.map { name, arguments in
        let words = ([path] + arguments).map { "\"\($0)\"" }.joined(separator: ",")
        return #""\#(name)":{"command":"python3","args":[\#(words)]}"#
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

    private func serve(_ egret: RunningEgret, _ arguments: [String]) throws {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["python3", egret.path("server.py")] + arguments
      (process.standardInput, process.standardOutput) = (Pipe(), Pipe())
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }

    @Test("A flow's bytes are what the process sent and got", .timeLimit(.minutes(1)))
    func bytes() throws {
      let cases = [
        ("none", 0, 0), ("one", 1, 1), ("some", 5_000, 300), ("much", 3_000_000, 70_000),
      ]
      let entries = cases.flatMap { name, sent, got in
        ["peer", "itself"].map { (name: "\(name)-\($0)", arguments: ["\(sent)", "\(got)", $0]) }
      }
      let egret = try started(Self.exchange, entries)
      for (name, arguments) in entries {
        try serve(egret, arguments)
        let mark = "\"app_uid\":\"\(name)\""
        // Both sides are the server's own: what one got the other sent.
        let (sent, got) = (arguments[0], arguments[1])
        let sides = [(sent, got), (got, sent)].map {
          "\"traffic\":{\"bytes_out\":\($0),\"bytes_in\":\($1),"
        }
        let ends = {
          egret.lines("egret.flow").filter { $0.contains(mark) && $0.contains("Close") }
        }
        try egret.wait(for: "end of \(name)") { ends().contains { $0.contains(sides[0]) } }
        #expect(ends().allSatisfy { end in sides.contains { end.contains($0) } })
      }
      egret.signal(SIGTERM)
      #expect(try egret.ends() == 0)
    }

    @Test("A connect that fails tells how, in the flow and in its alert", .timeLimit(.minutes(1)))
    func failingConnects() throws {
      let egret = try started(Self.script, Self.servers.map { ($0.name, [$0.address]) })
      for server in Self.servers {
        try serve(egret, [server.address])
        let mark = "\"app_uid\":\"\(server.name)\""
        try egret.wait(for: "end of \(server.name)") {
          egret.lines("egret.flow").count { $0.contains(mark) } >= 2
        }
        let flows = egret.lines("egret.flow").filter { $0.contains(mark) }
        #expect(flows.count == 2)
        #expect(flows.first?.contains("\"activity_name\":\"Open\"") == true)
        #expect(flows.last?.contains("\"activity_name\":\"\(server.activity)\"") == true)
        #expect(flows.last?.contains("\"status_code\":\"\(server.name)\"") == true)
        #expect(flows.last?.contains("\"bytes_out\":0,\"bytes_in\":0,") == true)
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
