// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// A server that uses Unix sockets and loopback, and a helper that is none of its own, both the test's.
  @Suite struct HandoffLiveTests {
    /// What a line says of the other end.
    private struct Line {
      let rule: String
      let message: String
      let isNew: Bool
      let own: [String: Any]
      let port: Int?

      var path: String? { own["unix_path"] as? String }
      var connected: Bool? { own["connected"] as? Bool }
      var peer: [String: Any] { own["peer"] as? [String: Any] ?? [:] }
      var reasons: [String] { own["reasons"] as? [String] ?? [] }

      init?(_ text: Substring) {
        guard
          let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
          object["class_uid"] as? Int == 2004,
          let evidence = (object["evidences"] as? [[String: Any]])?.first,
          let own = (evidence["data"] as? [String: Any])?["egret"] as? [String: Any],
          own["server"] as? String == "deputy"
        else { return nil }
        rule = (own["rules"] as? [String])?.first ?? ""
        message = object["message"] as? String ?? ""
        isNew = object["activity_id"] as? Int == 1
        self.own = own
        port = (evidence["dst_endpoint"] as? [String: Any])?["port"] as? Int
      }
    }

    private static let python = "/usr/bin/python3"

    /// Takes everything, and says where it listens on loopback.
    private static let helper = """
      import json, os, select, socket, sys
      here = sys.argv[1]
      def made(kind, address, family=socket.AF_UNIX):
          one = socket.socket(family, kind)
          one.bind(address)
          if kind == socket.SOCK_STREAM: one.listen(16)
          return one
      stream, datagram = socket.SOCK_STREAM, socket.SOCK_DGRAM
      tag = str(os.getpid())
      names = ["\\0egret-" + tag, "\\0/tmp/.X11-unix/X" + tag]
      all = [made(stream, here + "/helper.sock"), made(datagram, here + "/datagrams.sock")]
      all += [made(stream, name) for name in names]
      all += [made(kind, ("127.0.0.1", 0), socket.AF_INET) for kind in (stream, datagram)]
      ports = [one.getsockname()[1] for one in all[-2:]]
      with open(here + "/helper.tmp", "w") as out:
          json.dump({"names": names, "ports": ports}, out)
      os.rename(here + "/helper.tmp", here + "/helper.json")
      kept = []
      while True:
          for one in select.select(all + kept, [], [])[0]:
              if one in all and one.type == stream: kept.append(one.accept()[0])
              elif not one.recv(4096) and one in kept: kept.remove(one)
      """

    /// The server: the same ways each time, and at the end what is not reported.
    private static let server = """
      import json, os, socket, sys, time
      here = sys.argv[1]
      with open(here + "/helper.json") as file: told = json.load(file)
      kept = []
      def use(address, kind=socket.SOCK_STREAM, family=socket.AF_UNIX, says=b"data"):
          one = socket.socket(family, kind)
          kept.append(one)
          try:
              if kind == socket.SOCK_DGRAM: one.sendto(says, address)
              else:
                  one.connect(address)
                  if says: one.sendall(says)
          except OSError as error: print(address, error, file=sys.stderr)
          time.sleep(0.2)
      use(here + "/helper.sock")
      for name in told["names"]: use(name)
      use(here + "/datagrams.sock", socket.SOCK_DGRAM)
      use(here + "/none.sock")
      tcp, udp = told["ports"]
      use(("127.0.0.1", tcp), family=socket.AF_INET)
      use(("127.0.0.1", udp), socket.SOCK_DGRAM, socket.AF_INET)
      one, other = socket.socketpair()
      one.sendall(b"data")
      listener = socket.socket(socket.AF_UNIX)
      listener.bind(here + "/own.sock")
      listener.listen()
      if os.fork() == 0:
          while True: listener.accept()[0].recv(4096)
      listener.close()
      use(here + "/own.sock")
      use("/run/nscd/socket")
      os.chdir(here)
      use("last.sock", says=b"")
      sys.stdin.read()
      """

    private func start(_ arguments: [String]) throws -> Process {
      let process = Process()
      process.executableURL = URL(filePath: Self.python)
      process.arguments = arguments
      process.standardInput = Pipe()
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }

    private func lines(_ egret: RunningEgret) -> [Line] {
      egret.output.split(separator: "\n").compactMap { Line($0) }
    }

    @Test(
      "Whoever takes what a server hands on is named", .timeLimit(.minutes(2)),
      .enabled(if: FileManager.default.isExecutableFile(atPath: python)))
    func deputiesAreNamed() throws {
      let egret = try RunningEgret()
      defer { egret.remove() }
      let here = egret.directory
      let script = try egret.write(Self.server, to: "server.py")
      try egret.write(
        #"{"mcpServers": {"deputy": {"command": "\#(Self.python)", "args": ["\#(script)", "\#(here)"]}}}"#,
        to: "home/.cursor/mcp.json")
      let helper = try start([try egret.write(Self.helper, to: "helper.py"), here])
      defer { helper.end() }
      try egret.wait(for: "the helper") {
        FileManager.default.fileExists(atPath: here + "/helper.json")
      }
      try egret.watchHome()
      let server = try start([script, here])
      defer { server.end() }
      try egret.wait(for: "the last") { lines(egret).contains { $0.path == "last.sock" } }
      let found = lines(egret)
      try expectHelper(found, Int(helper.processIdentifier), here)
      try expectTried(found, here)
      #expect(!found.contains { $0.path?.hasSuffix("/own.sock") == true }, "\(egret.output)")
      #expect(!found.contains { $0.path == "/run/nscd/socket" || $0.path == "" })
    }

    private func expectHelper(_ lines: [Line], _ pid: Int, _ here: String) throws {
      let names = ["\(here)/helper.sock", "@egret-\(pid)", "@/tmp/.X11-unix/X\(pid)"]
      for name in names + ["\(here)/datagrams.sock"] {
        let line = try #require(lines.first { $0.path == name }, "\(name)")
        #expect(line.rule == "local-handoff" && line.peer["pid"] as? Int == pid, "\(line)")
        #expect((line.peer["path"] as? String)?.contains("/python3") == true)
        #expect(line.peer["uid"] as? Int == 0 && line.peer["user"] as? String == "root")
        #expect(lines.count { $0.path == name && $0.isNew } == 1)
      }
      for name in names {
        let last = try #require(lines.last { $0.path == name })
        #expect(last.connected == true, "\(last)")
        #expect(last.message.contains("MCP server connected to a local process"))
      }
      let local = lines.filter { $0.rule == "local-destination" && $0.isNew }
      #expect(local.count == 2 && local.allSatisfy { $0.peer["pid"] as? Int == pid }, "\(local)")
      #expect(local.allSatisfy { $0.reasons.contains { $0.hasSuffix("user root) listens there") } })
    }

    private func expectTried(_ lines: [Line], _ here: String) throws {
      for name in ["\(here)/none.sock", "last.sock"] {
        let line = try #require(lines.first { $0.path == name }, "\(name)")
        #expect(line.connected != true && line.peer.isEmpty, "\(line)")
        #expect(line.message.hasPrefix("MCP server tried to connect to a local process"))
      }
      let none = try #require(lines.first { $0.path == "\(here)/none.sock" })
      #expect(none.connected == false && none.reasons.contains("no socket of that name was there"))
    }
  }
}
