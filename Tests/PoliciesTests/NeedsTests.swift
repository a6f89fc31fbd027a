// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Policies

/// The credentials with which a server has business.
@Suite struct NeedsTests {
  private static let carried = ["AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "VENDOR_API_KEY"]

  private static func policy(_ needs: String) throws -> Policy {
    let text = "egret: 1\nservers:\n  one:\n    expect: [any]\n    needs: \(needs)\n"
    return try #require(Policy.read(text, file: "p.yaml").policy)
  }

  @Test func thePolicySaysWhatIsNeeded() throws {
    let needs = try #require(
      Self.policy("[github]").needs(for: [Subject(names: ["one"])]))
    #expect(needs.source == "p.yaml:3")
    #expect(
      needs.surplus(among: Self.carried, setByEntry: []) == [
        "AWS_SECRET_ACCESS_KEY", "VENDOR_API_KEY",
      ])
    #expect(
      needs.surplus(among: Self.carried, setByEntry: ["VENDOR_API_KEY", "AWS_SECRET_ACCESS_KEY"])
        == ["AWS_SECRET_ACCESS_KEY"],
      "what the entry sets is its own, unless it is another service's")
  }

  @Test func aCredentialMayBeNamedAndNoneMeansAllAreSurplus() throws {
    let named = try #require(
      Self.policy("[vendor_api_key, AWS]").needs(for: [Subject(names: ["one"])]))
    #expect(named.surplus(among: Self.carried, setByEntry: []) == ["GITHUB_TOKEN"])
    let none = try #require(Self.policy("[none]").needs(for: [Subject(names: ["one"])]))
    #expect(none.surplus(among: Self.carried, setByEntry: []) == Self.carried)
    #expect(none.list == ["none"])
  }

  @Test func theCatalogueSaysItOfServersThatThePolicyDoesNot() throws {
    let policy = Policy()
    let github = Subject(names: ["gh"], package: "npm:@modelcontextprotocol/server-github")
    let time = Subject(names: ["t"], package: "pypi:mcp-server-time==1")
    let needs = try #require(policy.needs(for: [github]))
    #expect(needs.surplus(among: Self.carried, setByEntry: []).contains("AWS_SECRET_ACCESS_KEY"))
    #expect(!needs.surplus(among: Self.carried, setByEntry: []).contains("GITHUB_TOKEN"))
    #expect(needs.source == "catalogue")
    #expect(policy.needs(for: [time])?.list == ["none"])
    #expect(policy.needs(for: [Subject(names: ["unheard-of"])]) == nil, "nothing says so")
    #expect(policy.needs(for: [github, Subject(names: ["unheard-of"])]) == nil)
    #expect(
      policy.needs(for: [github, time])?.surplus(among: ["GITHUB_TOKEN"], setByEntry: []) == [],
      "where it may be either, what one of them needs is none too many")
  }

  @Test func oddNeedsAreTold() {
    let text =
      "egret: 1\nservers:\n  one:\n    expect: [api.example]\n    needs: [none, aws]\n  two:\n    expect: [api.example]\n    needs: [gihub]\n"
    let reading = Policy.read(text, file: "p.yaml")
    #expect(reading.policy == nil)
    let told = reading.diagnostics.map(\.description)
    #expect(told.count == 2)
    #expect(
      told.first?.hasPrefix("p.yaml:5:19: error: `needs` of server `one` has `none` and more")
        == true)
    #expect(
      told.last?.hasPrefix("p.yaml:8:13: warning: `gihub` is no service that Egret knows") == true
    )
  }
}
