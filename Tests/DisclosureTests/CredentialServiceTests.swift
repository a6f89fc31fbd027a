// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Disclosure

/// Which service a credential opens, by its name.
@Suite struct CredentialServiceTests {
  @Test(arguments: [
    ("AWS_SECRET_ACCESS_KEY", "aws"), ("GITHUB_PERSONAL_ACCESS_TOKEN", "github"),
    ("GH_TOKEN", "github"), ("PGPASSWORD", "database"), ("POSTGRES_PASSWORD", "database"),
    ("MY_DB_PASS", "database"), ("OPENAI_API_KEY", "openai"), ("--github-token", "github"),
    ("VENDOR_API_KEY", "vendor"), ("API_TOKEN", "other"), ("CF_API_TOKEN", "cloudflare"),
    ("SSH_AUTH_SOCK", "ssh"), ("postgres://***@db.internal", "database"),
  ]) func aNameSaysItsService(name: String, service: String) {
    #expect(CredentialService.of(name) == service)
  }

  @Test func namesAreGroupedInTheirOrder() {
    let groups = CredentialService.grouped([
      "AWS_ACCESS_KEY_ID", "GITHUB_TOKEN", "AWS_SECRET_ACCESS_KEY",
    ])
    #expect(groups.map(\.service) == ["aws", "github"])
    #expect(
      groups.map(\.names) == [["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"], ["GITHUB_TOKEN"]])
  }

  @Test func onlyKnownNamesHaveAKnownService() {
    #expect(CredentialService.known("VENDOR_API_KEY") == nil)
    #expect(CredentialService.known("") == nil)
    #expect(CredentialService.names.contains("database"))
  }
}
