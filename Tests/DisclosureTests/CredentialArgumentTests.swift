// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Disclosure

/// Names of credentials in arguments, and never a value.
@Suite struct CredentialArgumentTests {
  private static let secret = "hunter2Zq9"

  @Test(arguments: [
    (["srv", "--auth-token", "hunter2Zq9"], ["--auth-token"]),
    (["srv", "--api-key=hunter2Zq9"], ["--api-key"]),
    (["srv", "API_KEY=hunter2Zq9"], ["API_KEY"]),
    (["srv", "https://ada:hunter2Zq9@db.example:5432/x"], ["https://***@db.example"]),
    (["srv", "--dsn=postgresql://ada:hunter2Zq9@db.example/x"], ["postgresql://***@db.example"]),
    (["srv", "https://x.example/?api_key=hunter2Zq9"], ["api_key"]),
    (["srv", "-H", "Authorization: Bearer hunter2Zq9"], ["Authorization"]),
    (["srv", "--header", "X-Api-Key: hunter2Zq9"], ["X-Api-Key"]),
    (["mysql", "-phunter2Zq9"], ["-p"]),
    (["srv", "--token", "hunter2Zq9", "--token", "hunter2Zq9"], ["--token"]),
    (["srv", "--port", "8080", "--verbose", "https://x.example/a"], []),
    (["srv", "--token-file", "/etc/k"], []), (["srv", "--token"], []), ([], []),
    (["srv", "-H", "Accept: text/plain"], []),
  ]) func names(arguments: [String], names: [String]) {
    let found = CredentialArgument.names(in: arguments)
    #expect(found == names)
    #expect(found.count { $0.contains(Self.secret) } == 0)
  }

  @Test func manyAndLongWordsAreBounded() {
    let many = (0..<2_000).map { "--key\($0)=\(Self.secret)" }
    #expect(CredentialArgument.names(in: many).count == 32)
    let long = "--key=" + String(repeating: Self.secret, count: 100_000)
    #expect(CredentialArgument.names(in: ["srv", long]) == ["--key"])
  }
}
