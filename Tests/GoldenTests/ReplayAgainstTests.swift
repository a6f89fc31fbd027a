// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestKit
import Testing

/// `egret replay --against`: what changes from one policy to another.
@Suite struct ReplayAgainstTests {
  private static let other = """
    egret: 1
    servers:
      github:
        expect: [collect.evil.example, api.github.com]
    """

  private func golden() throws -> GoldenCase {
    try #require(GoldenCase.all.first { $0.testDescription == "an-unexpected-host-is-told-once" })
  }

  private func run(_ old: String, _ new: String, _ more: [String] = []) throws -> ReplayRun {
    try ReplayRun(log: golden().log(), policy: new, ["--against", old] + more)
  }

  private func withPolicy(_ text: String, _ body: (String) throws -> Void) throws {
    let path = "/tmp/egret-against-\(UUID().uuidString).yaml"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(text.utf8).write(to: URL(filePath: path))
    try body(path)
  }

  @Test func whatIsGoneAndWhatIsNewIsSaid() throws {
    let old = try golden().policy
    try withPolicy(Self.other) { new in
      let gone = try run(old, new)
      #expect(gone.code == 1 && gone.lines.count == 1, "\(gone.output)\(gone.errors)")
      #expect(
        gone.output.hasPrefix(
          "gone     github -> collect.evil.example:443/tcp: high unexpected-destination, by "))
      #expect(
        gone.errors.contains("new: 0, changed: 0, gone: 1, the same: 0; from \(old) to \(new)"))
      let back = try run(new, old)
      #expect(back.output == gone.output.replacingOccurrences(of: "gone     ", with: "new      "))
    }
  }

  @Test func whatIsAsBadAsBeforeIsNoChange() throws {
    let policy = try golden().policy
    let same = try run(policy, policy)
    #expect(same.code == 0 && same.output.isEmpty)
    #expect(same.errors.contains("new: 0, changed: 0, gone: 0, the same: 1"))
  }

  /// Without a policy the same destination is told as that of a server that nothing describes.
  @Test func anotherRuleIsAChange() throws {
    let run = try run("none", golden().policy, ["--format", "json"])
    #expect(run.code == 1, "\(run.errors)")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let change = try #require((document["changes"] as? [[String: Any]])?.first)
    #expect(change["change"] as? String == "changed" && change["server"] as? String == "github")
    #expect(change["place"] as? String == "collect.evil.example:443/tcp")
    #expect((change["old"] as? [String: Any])?["rule"] as? String != "unexpected-destination")
    #expect((change["new"] as? [String: Any])?["rule"] as? String == "unexpected-destination")
    #expect((change["new"] as? [String: Any])?["severity"] as? String == "high")
    #expect(document["changed"] as? Int == 1 && document["new"] as? Int == 0)
    #expect((document["policies"] as? [String])?.first == "built-in")
  }

  /// Every golden log judged against itself under its own policy changes nothing.
  @Test(arguments: GoldenCase.all.filter { $0.testDescription.hasPrefix("a-") }.prefix(12))
  func aPolicyDiffersNotFromItself(golden: GoldenCase) throws {
    let run = try ReplayRun(log: golden.log(), policy: golden.policy, ["--against", golden.policy])
    #expect(run.code == 0 && run.output.isEmpty, "\(run.output)\(run.errors)")
  }

  @Test func wrongUsageAndWhatCannotBeReadAreSaid() throws {
    let policy = try golden().policy
    #expect(try run(policy, policy, ["--format", "ocsf"]).code == 64)
    #expect(try run(policy, policy, ["--all"]).code == 64)
    #expect(try ReplayRun(log: "", policy: policy, ["--format", "json"]).code == 64)
    #expect(try run("/nowhere/policy.yaml", policy).code == 2)
    #expect(try run(policy, "/nowhere/policy.yaml").code == 2)
  }

  @Test func aCutLogIsComparedAsFarAsItGoes() throws {
    let golden = try golden()
    let run = try ReplayRun(
      log: golden.log() + #"{"event":"exec","ti"#, policy: golden.policy,
      ["--against", golden.policy])
    #expect(run.code == 0 && run.errors.contains("the log is cut off here"), "\(run.errors)")
  }
}
