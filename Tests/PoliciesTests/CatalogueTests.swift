// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Policies

@Suite struct CatalogueTests {
  /// Nothing in it may be refused, and nothing warned of.
  @Test func passesItsOwnDiagnostics() {
    let reading = Catalogue.read(Catalogue.text, file: "catalogue/servers.yaml")
    #expect(reading.diagnostics.map(\.description) == [])
    #expect(Catalogue.builtIn.rows.count >= 100)
  }

  /// What a row says is what a policy would: the verified endpoints pass as a policy's.
  @Test func verifiedEndpointsAreAPolicys() {
    var file = "egret: 1\nservers:\n"
    for (index, row) in Catalogue.builtIn.rows.enumerated() where !row.verified.isEmpty {
      let items = row.verified.map { "\"\($0)\"" }.joined(separator: ", ")
      file += "  s\(index): {expect: [\(items)]}\n"
    }
    let diagnostics = Policy.read(file, file: "catalogue").diagnostics
    #expect(diagnostics.filter { !$0.message.hasPrefix("`any`") }.map(\.description) == [])
  }

  /// Who read it, when, and what.
  @Test func everyRowSaysWhereItIsFrom() {
    for row in Catalogue.builtIn.rows {
      #expect(CalendarDay(row.date) != nil && !row.why.isEmpty, "\(row.name)")
      if row.why.contains("general knowledge") { #expect(!row.unverified.isEmpty, "\(row.name)") }
    }
  }

  @Test(arguments: [
    ("pypi:mcp-server-fetch", ["any"]),
    ("npm:@modelcontextprotocol/server-filesystem@2025.1", ["none"]),
    ("oci:mcp/fetch:latest", ["any"]), ("pypi:mcp_server_git", ["none"]),
    ("npm:tavily-mcp@0.1", ["api.tavily.com", "mcp.tavily.com"]),
  ])
  func isFoundByPackage(package: String, list: [String]) {
    #expect(Catalogue.expectations(package: package) == list)
  }

  @Test func isFoundByProgram() {
    #expect(
      Catalogue.expectations(package: nil, program: "/usr/bin/github-mcp-server")?.first
        == "api.github.com")
    #expect(Catalogue.expectations(package: nil, program: "python3") == nil)
    #expect(Catalogue.expectations(package: "npm:mcp-server-fetch") == nil)
  }

  // MARK: - What is not verified

  private static let text = """
    egret: 1
    catalogue:
      part:
        packages: [npm:part]
        expect: [api.example.com, {host: cdn.example.com, verified: false}]
        source: source
        date: 2026-11-29
        why: a test
      whole:
        programs: [whole]
        expect: [api.example.net]
        verified: false
        source: documentation
        date: 2026-11-29
        why: a test
    """

  @Test func marksAreOfAnEndpointOrOfARow() throws {
    let catalogue = try #require(Catalogue.read(Self.text, file: "c").catalogue)
    let part = try #require(catalogue.row(package: "npm:part@1"))
    #expect(part.verified == ["api.example.com"] && part.unverified == ["cdn.example.com"])
    let whole = try #require(catalogue.row(package: nil, program: "/usr/bin/whole"))
    #expect(whole.verified == [] && whole.unverified == ["api.example.net"])
  }

  /// A server of whom only unverified hosts are known is described by nothing: its alerts stay.
  @Test func unverifiedHostsSilenceNothing() throws {
    let subject = Subject(names: ["a"], package: "npm:@hubspot/mcp-server")
    let policy = Policy()
    #expect(policy.expectations(for: subject).isEmpty)
    #expect(policy.unverified(for: subject) == ["api.hubapi.com"])
    let own = try #require(
      Policy.read("egret: 1\nservers: {a: {expect: [none]}}\n", file: "p").policy)
    #expect(own.unverified(for: subject) == [])
  }

  @Test(arguments: [
    ("expect: [api.example.net]", "expect: ['*.github.io']", "covers a shared platform"),
    ("packages: [npm:part]", "packages: [part]", "is no package"),
    ("source: source", "source: hearsay", "write documentation or source"),
    ("date: 2026-11-29", "date: 2026-02-30", "write YEAR-MONTH-DAY"),
    ("verified: false}", "verified: maybe}", "is true or false"),
    ("programs: [whole]", "packages: [npm:part]", "is in the row `part` on line 3 too"),
    ("programs: [whole]", "colour: red", "has no key `colour`"),
    ("expect: [api.example.net]", "expect: [https://api.example.net]", "this is a URL"),
    ("    why: a test", "    # nothing", "has no `why`"),
  ])
  func faultsAreTold(old: String, new: String, words: String) {
    let broken = Self.text.replacing(old, with: new, maxReplacements: 1)
    let reading = Catalogue.read(broken, file: "c")
    #expect(reading.diagnostics.contains { $0.message.contains(words) }, "\(reading.diagnostics)")
    #expect(reading.catalogue == nil)
  }
}

@Suite struct CollectorTests {
  @Test(arguments: [
    "webhook.site", "WEBHOOK.SITE.", "x.webhook.site", "eo1.m.pipedream.net", "api.telegram.org",
    "discord.com",
    "hooks.slack.com", "abc.oast.fun", "a.ngrok-free.app", "x.lhr.life", "pastebin.com",
    "transfer.sh",
    "q.trycloudflare.com", "seed1.getsession.org",
  ])
  func knows(name: String) { #expect(Collectors.reason(for: name)?.contains("known") == true) }

  @Test(arguments: [
    "", ".", "site", "com", "evil-webhook.site", "webhook.site.example.com", "telegram.org",
    "slack.com", "a.slack.com",
    "api.github.com", "notdiscord.com",
  ])
  func doesNotGuess(name: String) { #expect(Collectors.reason(for: name) == nil) }
}
