// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Disclosure

@Suite struct RedactorTests {
  static func shown(_ arguments: [String]) -> [String] {
    var redactor = Redactor()
    return arguments.map { redactor.redact($0) }
  }

  @Test(arguments: [
    (["--token=abc"], ["--token=***"]), (["--api-key", "abc"], ["--api-key", "***"]),
    (["--apiKey", "abc", "x"], ["--apiKey", "***", "x"]), (["-token", "abc"], ["-token", "***"]),
    (["--auth", "--port", "80"], ["--auth", "--port", "80"]),
    (["--auth", "--token", "x"], ["--auth", "--token", "***"]),
    (["GITHUB_TOKEN=abc def"], ["GITHUB_TOKEN=***"]),
    (["-e", "DB_PASSWORD=x"], ["-e", "DB_PASSWORD=***"]),
    (["--env=API_KEY=x"], ["--env=API_KEY=***"]),
    (["AWS_SECRET_ACCESS_KEY=x"], ["AWS_SECRET_ACCESS_KEY=***"]),
    (["https://u:p@h.example/a@b"], ["https://***@h.example/a@b"]),
    (["postgres://u:p/w@db/x"], ["postgres://***@db/x"]),
    (["https://h.example:443/@scope/p"], ["https://h.example:443/@scope/p"]),
    (["https://[2001:db8::1]:443/a@b"], ["https://[2001:db8::1]:443/a@b"]),
    (["--url=https://tok@h.example"], ["--url=https://***@h.example"]),
    (["https://h.example/?api_key=abc&x=1"], ["https://h.example/?api_key=***&x=1"]),
    (["Authorization: Bearer abc"], ["Authorization: Bearer ***"]),
    (["X-Api-Key:abc"], ["X-Api-Key:***"]),
    (["curl -H 'Authorization: Basic abc' x"], ["curl -H 'Authorization: Basic ***' x"]),
    (["{\"apiKey\": \"a b\", \"n\": 1}"], ["{\"apiKey\": \"***\", \"n\": 1}"]),
    (["A=1 TOKEN=abc node x.js"], ["A=1 TOKEN=*** node x.js"]),
    (["say Bearer abcdefgh12"], ["say Bearer ***"]),
    (["ghp_0123456789abcdef"], ["ghp_***"]), (["x=sk-ant-0123456789"], ["x=sk-***"]),
    (["xoxb-0123-4567-abc"], ["xoxb-***"]), (["AKIAIOSFODNN7EXAMPLE"], ["AKIA***"]),
    (["eyJhbGciOiJI.eyJzdWIi.abc"], ["eyJ***"]),
    (["task-runner", "disk-0123456789"], ["task-runner", "disk-0123456789"]),
    (["hooks.slack.com/services/T0/B0/abcdef"], ["hooks.slack.com/services/***"]),
    (["-----BEGIN RSA PRIVATE KEY-----\nabc"], ["***"]),
    (["-u", "alice:pw"], ["-u", "***"]), (["-u", "1000:1000"], ["-u", "1000:1000"]),
    (["--key-file", "/etc/k"], ["--key-file", "/etc/k"]),
    (["SSH_AUTH_PATH=/x"], ["SSH_AUTH_PATH=/x"]),
    (
      ["node", "server.js", "--port=80", "a:b", "--author", "x", ""],
      ["node", "server.js", "--port=80", "a:b", "--author", "x", ""]
    ),
    (
      ["img@sha256:0123abcd", "npm:@s/p@1.0", "git@h.example:a/b"],
      ["img@sha256:0123abcd", "npm:@s/p@1.0", "git@h.example:a/b"]
    ),
    (["TOKEN="], ["TOKEN="]),
    (["=", ":", "://", "@", "--", "-"], ["=", ":", "://", "@", "--", "-"]),
  ])
  func hides(arguments: [String], expected: [String]) {
    #expect(Self.shown(arguments) == expected)
  }

  @Test func hidesAUserWhoseEndIsCutAway() {
    var redactor = Redactor()
    #expect(redactor.redact("https://user:passwo", isCut: true) == "https://***")
    #expect(redactor.redact("https://h.example/path", isCut: true) == "https://h.example/path")
    let long = "postgres://u:" + String(repeating: "p", count: 5000) + "@db"
    #expect(redactor.redact(long) == "postgres://***")
  }

  /// What bounds the work: a hostile argument is not looked at beyond its bound. `Benchmarks` has the time.
  @Test(arguments: ["=", ":", "a=", "://", "\"=", "sk-", "bearer ", "token\\\\\\="])
  func looksAtNothingBeyondItsBound(text: String) {
    let long = String(repeating: text, count: 100_000 / text.utf8.count)
    let bounded = String(decoding: long.utf8.prefix(Redactor.longest + 1), as: UTF8.self)
    let shown = Self.shown([long])
    #expect(shown == Self.shown([bounded]))
    #expect(shown == Self.shown([bounded + " --password=hunter2 ghp_0123456789"]))
    #expect(shown.allSatisfy { $0.utf8.count <= Redactor.longest })
  }

  @Test func redactsWhatIsRedactedToItself() {
    let once = Self.shown(["--token=abc", "https://u:p@h", "ghp_0123456789", "KEY=x", "--key", "v"])
    #expect(Self.shown(once) == once)
  }
}
