// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// What a line of a running Egret says, how long it is, and the counters beside it.
  @Suite struct StreamLiveTests {
    /// Connects to six ports of its own and stays connected; each with the port that the kernel chose for it.
    private static let script = """
      import json, os, socket, sys
      kept = []
      for _ in range(6):
        listener = socket.create_server(("127.0.0.1", 0))
        kept += [listener, socket.create_connection(listener.getsockname())]
      sides = {one.getpeername()[1]: one.getsockname()[1] for one in kept[1::2]}
      with open(sys.argv[1] + ".new", "w") as file: json.dump(sides, file)
      os.rename(sys.argv[1] + ".new", sys.argv[1])
      sys.stdin.read()

      """

    private func evidence(_ line: [String: Any]) -> [String: Any] {
      (line["evidences"] as? [[String: Any]])?.first ?? [:]
    }

    private func alerts(_ egret: RunningEgret) -> [[String: Any]] {
      egret.lines("egret.local-destination").compactMap {
        try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
      }.filter { $0["activity_id"] as? Int == 1 }
    }

    private func sha256(_ path: String) throws -> String {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/sha256sum")
      process.arguments = [path]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return String(text.prefix(64))
    }

    @Test(
      "An alert has both sides of the connection and the program's digest, and fits into 4,096 bytes",
      .timeLimit(.minutes(1)))
    func alertsAreWhole() throws {
      let egret = try RunningEgret()
      let script = try egret.write(Self.script, to: "server.py")
      try egret.write(
        #"{"mcpServers":{"sides":{"command":"python3","args":["\#(script)","\#(egret.path("sides"))"]}}}"#,
        to: "home/.cursor/mcp.json")
      try egret.watchHome()
      let server = Process()
      server.executableURL = URL(filePath: "/usr/bin/env")
      server.arguments = ["python3", script, egret.path("sides")]
      let input = Pipe()
      server.standardInput = input
      try server.run()
      defer {
        try? input.fileHandleForWriting.close()
        server.waitUntilExit()
      }
      try egret.wait(for: "six alerts") { alerts(egret).count >= 6 }
      let sides = try JSONDecoder().decode(
        [String: Int].self, from: Data(contentsOf: URL(filePath: egret.path("sides"))))
      let digest = try sha256("/proc/\(server.processIdentifier)/exe")
      for alert in alerts(egret) { try expect(alert, sides, digest) }
      let sizes = egret.lines("egret.local-destination").map { $0.utf8.count + 1 }.sorted()
      #expect(sizes[sizes.count / 2] < 3_000, "\(sizes)")
      #expect(sizes.allSatisfy { $0 < 4_096 }, "\(sizes)")
    }

    private func expect(_ alert: [String: Any], _ sides: [String: Int], _ digest: String) throws {
      let evidence = evidence(alert)
      let to = try #require(evidence["dst_endpoint"] as? [String: Any])
      let from = try #require(evidence["src_endpoint"] as? [String: Any], "\(alert)")
      #expect(from["ip"] as? String == "127.0.0.1")
      #expect(from["port"] as? Int == sides["\(to["port"] ?? "")"])
      let file = (evidence["process"] as? [String: Any])?["file"] as? [String: Any]
      let hashes = file?["hashes"] as? [[String: Any]]
      #expect(hashes?.first?["value"] as? String == digest, "\(alert)")
    }

    @Test(
      "The counters are replaced as a whole: a reader never sees a part", .timeLimit(.minutes(1)))
    func countersAreWhole() throws {
      let egret = try RunningEgret()
      let path = egret.path("egret.prom")
      try egret.watchHome(["--heartbeat", "0.2", "--metrics-file", path])
      var (seen, lengths) = (Set<UInt64>(), Set<Int>())
      let end = Date(timeIntervalSinceNow: 4)
      while Date() < end {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        lengths.insert(lines.count)
        #expect(text.hasSuffix("\n"))
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        if let number = facts[.systemFileNumber] as? UInt64 { seen.insert(number) }
        #expect(facts[.posixPermissions] as? Int == 0o644)
      }
      #expect(lengths.count == 1, "\(lengths)")
      #expect(seen.count >= 2, "it was replaced")
      egret.stop()
      #expect(!FileManager.default.fileExists(atPath: path + ".new"))
    }
  }
}
