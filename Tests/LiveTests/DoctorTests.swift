// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

extension KernelLive {
  /// `egret doctor` as a process, on a machine where everything works.
  @Suite struct DoctorTests {
    private struct Document: Decodable {
      struct Entry: Decodable {
        let program: String
        let outcome: String
        let required: Bool
      }
      let ok: Bool
      let hooks: [Entry]
    }

    @Test(
      "Every hook has an outcome, and the exit says whether Egret can see", .timeLimit(.minutes(1)))
    func tellsEveryHook() throws {
      let egret = try RunningEgret(["doctor", "--format", "json"])
      try egret.process.run()
      let status = try egret.ends(within: 30)
      let document = try JSONDecoder().decode(Document.self, from: Data(egret.output.utf8))
      #expect(status == (document.ok ? 0 : 1))
      #expect(document.ok, "\(egret.output)")
      #expect(document.hooks.filter { $0.required && $0.outcome != "yes" }.isEmpty)
      #expect(document.hooks.allSatisfy { ["yes", "no", "unknown"].contains($0.outcome) })
    }

    @Test("The table names what is lost without a hook that is missing", .timeLimit(.minutes(1)))
    func tableIsForPeople() throws {
      let egret = try RunningEgret(["doctor"])
      try egret.process.run()
      #expect(try egret.ends(within: 30) == 0)
      let lines = egret.output.split(separator: "\n")
      #expect(lines.contains { $0.hasPrefix("yes  on_connect4") && $0.hasSuffix("required") })
      #expect(lines.allSatisfy { !$0.contains("\u{1b}") })
    }

    @Test("Wrong usage is 64", .timeLimit(.minutes(1)))
    func wrongUsage() throws {
      let egret = try RunningEgret(["doctor", "--format", "xml"])
      try egret.process.run()
      #expect(try egret.ends() == 64)
    }
  }
}
