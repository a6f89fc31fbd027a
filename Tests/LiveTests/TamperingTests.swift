// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// Somebody with root takes Egret's hooks off.
  @Suite struct TamperingTests {

    /// Programs whose hook was told to be in a state, as often as that was.
    private func told(_ egret: RunningEgret, _ state: String) -> [String] {
      let lines = egret.lines("egret.hook").filter { $0.contains("\"state\":\"\(state)\"") }
      return lines.compactMap { line in
        let rest = line.components(separatedBy: "\"hook\":\"").last
        return rest?.split(separator: "\"").first.map(String.init)
      }.sorted()
    }

    private func ports(_ egret: RunningEgret) -> [Int] { egret.ports(ofFlowsOf: "own") }

    private func connect(to port: Int, of program: String) throws {
      let played = try Trigger(command: [program, "127.0.0.1", "\(port)"]).play()
      #expect(played.status == 0, "\(played.output)")
    }

    @Test(
      "Every cgroup link taken off, one by one and all at once, is told and attached again",
      .timeLimit(.minutes(3)))
    func everyLinkComesBack() throws {
      let program = Trigger.path("first_instruction")
      let egret = try RunningEgret()
      defer { egret.remove() }
      try egret.write(
        #"{"mcpServers": {"own": {"command": "\#(program)", "args": ["127.0.0.1", "${PORT}"]}}}"#,
        to: "home/.cursor/mcp.json")
      try egret.watchHome(["--all"])
      let types = try ForeignLink.ofCgroups(process: egret.pid).keys.sorted()
      #expect(types.count >= 8, "\(types)")
      for (index, type) in types.enumerated() {
        let link = try #require(try ForeignLink.ofCgroups(process: egret.pid)[type])
        try ForeignLink.detach(link)
        try egret.wait(for: "hook \(type)") { told(egret, "restored").count == index + 1 }
        try connect(to: 24_000 + index, of: program)
      }
      #expect(told(egret, "detached") == told(egret, "restored"))
      #expect(Set(told(egret, "detached")).count == types.count)
      for link in try ForeignLink.ofCgroups(process: egret.pid).values {
        try ForeignLink.detach(link)
      }
      try egret.wait(for: "all hooks") { told(egret, "restored").count == 2 * types.count }
      #expect(told(egret, "detached") == told(egret, "restored"))
      try connect(to: 24_100, of: program)
      let expected = (0..<types.count).map { 24_000 + $0 } + [24_100]
      try? egret.wait(for: "every connection") {
        ports(egret) == expected
      }
      #expect(ports(egret) == expected)
      #expect(try ForeignLink.ofCgroups(process: egret.pid).keys.sorted() == types)
    }
  }
}
