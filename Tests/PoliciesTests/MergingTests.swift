// SPDX-License-Identifier: Apache-2.0

import Policies
import Testing

/// Several files as one policy.
@Suite struct MergingTests {
  private func merged(_ texts: String...) -> PolicyReading {
    PolicyReading.merging(
      texts.enumerated().map { Policy.read($1, file: "d/\($0)0-part.yaml") })
  }

  @Test func filesAddUpInTheirOrder() throws {
    let reading = merged(
      "egret: 1\nservers: {a: {expect: [a.example]}}\n",
      "egret: 1\nproxies: [p.example:3128]\nservers: {b: {expect: [b.example]}}\n",
      "egret: 1\nsuppress: [{server: a, rule: scan, reason: known, until: 2099-01-01}]\n")
    #expect(reading.diagnostics.isEmpty)
    let policy = try #require(reading.policy)
    #expect(policy.servers.map(\.name) == ["a", "b"])
    #expect(policy.proxies?.map(\.text) == ["p.example:3128"])
    #expect(policy.suppressions.count == 1)
    #expect(policy.expectations(for: Subject(names: ["b"])).source == "10-part.yaml:3")
  }

  @Test(arguments: [
    (
      "egret: 1\nservers: {a: {expect: [none]}}\n", "egret: 1\nservers:\n  a: {expect: [any]}\n",
      "d/10-part.yaml:3:3: error: server `a` is in d/00-part.yaml:2:11 too"
    ),
    (
      "egret: 1\nresolvers: system\n", "egret: 1\nresolvers: [192.0.2.1]\n",
      "d/10-part.yaml:2:1: error: `resolvers` of the whole policy is in d/00-part.yaml:2:1 too"
    ),
    (
      "egret: 1\nproxies: [none]\n", "egret: 1\nproxies: [a.example:1]\n",
      "d/10-part.yaml:2:1: error: `proxies` of the whole policy is in d/00-part.yaml:2:1 too"
    ),
  ])
  func whatStandsInTwoFilesIsRefusedWithBothPlaces(one: String, two: String, words: String) {
    let reading = merged(one, two)
    #expect(reading.policy == nil)
    #expect(
      reading.diagnostics.contains { $0.description.hasPrefix(words) }, "\(reading.diagnostics)")
  }

  @Test func oneBrokenFileRefusesAll() {
    let reading = merged(
      "egret: 1\nservers: {a: {expect: [none]}}\n", "egret: 2\n",
      "egret: 1\nservers: {b: {expect: [none]}}\n")
    #expect(reading.policy == nil && reading.diagnostics.map(\.place.file) == ["d/10-part.yaml"])
  }

  @Test func oneFileIsItself() throws {
    #expect(merged("egret: 1\n").policy == Policy())
    #expect(PolicyReading.merging([]).policy == Policy())
  }
}
