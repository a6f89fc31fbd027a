// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Policies

@Suite struct CatalogueTests {
  /// Read as a person's file would be: nothing in it may be refused, and nothing warned of but
  /// `any`.
  @Test func passesItsOwnDiagnostics() {
    var file = "egret: 1\nservers:\n"
    for (index, row) in Catalogue.rows.enumerated() {
      let items = Catalogue.words(row.expect).map { "\"\($0)\"" }.joined(separator: ", ")
      file += "  s\(index): {expect: [\(items)]}\n"
    }
    let diagnostics = Policy.read(file, file: "catalogue").diagnostics
    #expect(diagnostics.filter { !$0.message.hasPrefix("`any`") }.map(\.description) == [])
    #expect(Catalogue.rows.count > 30)
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
