// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Testing

/// Whose a credential is, by its variable's name.
@Suite struct CredentialServiceTests {
  @Test(
    arguments: [
      ("GITHUB_TOKEN", "GitHub"), ("GH_TOKEN", "GitHub"), ("MY_GITHUB_PAT", "GitHub"),
      ("AWS_SECRET_ACCESS_KEY", "AWS"), ("POSTGRES_PASSWORD", "PostgreSQL"),
      ("PGPASSWORD", "PostgreSQL"),
      ("github-token", "GitHub"), ("VENDOR_API_KEY", nil), ("", nil), ("___", nil),
      ("TOKEN_GH", nil), ("NPM_TOKEN", "npm"),
    ] as [(String, String?)])
  func aNameSaysItsService(name: String, service: String?) {
    #expect(CredentialService.service(of: name) == service)
  }

  @Test func whatIsOfNoServiceIsLast() {
    let groups = CredentialService.grouped(["X_KEY", "GH_TOKEN", "AWS_KEY", "GITHUB_TOKEN"])
    #expect(groups.map(\.service) == ["AWS", "GitHub", nil])
    #expect(groups.map(\.names) == [["AWS_KEY"], ["GH_TOKEN", "GITHUB_TOKEN"], ["X_KEY"]])
  }

  @Test func aHugeNameIsLookedAtInPart() {
    #expect(
      CredentialService.service(of: String(repeating: "A_", count: 1 << 20) + "GITHUB") == nil)
  }
}
