// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

@Suite struct PolicyReadingTests {
  static let example = """
    egret: 1
    resolvers: system            # or a list of addresses
    servers:
      github:
        expect:
          - api.github.com:443
          - "*.githubusercontent.com:443"
          - host: uploads.github.com
            port: 443
            max-upload: 10MB
      postgres:
        match:
          package: npm:@modelcontextprotocol/server-postgres
        expect: [10.0.0.0/8:5432]
      fetch:
        expect: [any]
      filesystem:
        expect: [none]
    """

  @Test func readsTheExample() throws {
    let reading = Policy.read(Self.example, file: "/etc/egret/policy.yaml")
    let policy = try #require(reading.policy)
    #expect(policy.resolvers == .system)
    #expect(policy.servers.map(\.name) == ["github", "postgres", "fetch", "filesystem"])
    #expect(policy.servers[0].expect.map(\.text).last == "uploads.github.com:443")
    #expect(policy.servers[0].expect.last?.maxUpload == UploadBudget(bytes: 10_000_000))
    #expect(
      policy.servers[1].match?.package == PackageName("npm:@modelcontextprotocol/server-postgres@9")
    )
    #expect(policy.servers[0].place.description == "/etc/egret/policy.yaml:4:3")
    #expect(reading.diagnostics.map(\.place.line) == [16])
    #expect(reading.diagnostics.allSatisfy { $0.level == .warning })
  }

  /// A file, where the first diagnostic is, its level, and words it must say.
  @Test(arguments: [
    ("", "1:1", "error", "egret: 1"),
    ("# nothing\n", "1:1", "error", "empty"),
    ("servers: {}", "1:1", "error", "`egret` is missing"),
    ("egret: 2", "1:8", "error", "not supported"),
    ("egret: 01", "1:8", "error", "not supported"),
    ("egret: {}", "1:8", "error", "must be a text"),
    ("egret: 1\nserver: {}", "2:1", "error", "did you mean `servers`"),
    ("egret: 1\n<<: {}", "2:1", "error", "merge keys"),
    ("egret: 1\n? [a]\n: b", "2:3", "error", "must be a text"),
    ("- egret", "1:1", "error", "mapping"),
    ("egret: 1\nservers: [a]", "2:10", "error", "mapping"),
    ("egret: 1\nservers:\n  a: {}\n", "3:3", "error", "no `expect`"),
    ("egret: 1\nservers:\n  a: {expcet: [none]}\n", "3:7", "error", "did you mean `expect`"),
    ("egret: 1\nservers:\n  a: {expect: none}\n", "3:15", "error", "list"),
    ("egret: 1\nservers:\n  a: {expect: []}\n", "3:15", "error", "[none]"),
    ("egret: 1\nservers:\n  a: {expect: [x.com:0]}\n", "3:16", "error", "no port"),
    (
      "egret: 1\nservers:\n  a:\n    expect:\n      - x.com\n      - 22:80\n", "6:9", "error",
      "base 60"
    ),
    ("egret: 1\nservers:\n  a: {expect: [no]}\n", "3:16", "error", "true or false"),
    ("egret: 1\nservers:\n  a: {expect: [~]}\n", "3:16", "error", "nothing"),
    ("egret: 1\nservers:\n  no: {expect: [x.com]}\n", "3:3", "warning", "true or false"),
    ("egret: 1\nservers:\n  a: {expect: [*.x.com]}\n", "3:16", "error", "quote a wildcard"),
    ("egret: 1\nservers:\n  a: {expect: [*x]}\n", "3:16", "error", "quote a wildcard"),
    ("egret: 1\nservers:\n  a: {expect: [[x.com]]}\n", "3:16", "error", "is a list"),
    ("egret: 1\nservers:\n  a: {expect: [{port: 1}]}\n", "3:16", "error", "no `host`"),
    ("egret: 1\nservers:\n  a: {expect: [{host: }]}\n", "3:23", "error", "nothing"),
    ("egret: 1\nservers:\n  a: {expect: [{host: \"\"}]}\n", "3:23", "error", "empty"),
    ("egret: 1\nservers:\n  a: {expect: [{host: x.com, ports: 1}]}\n", "3:30", "error", "`port`"),
    (
      "egret: 1\nservers:\n  a: {expect: [{host: x.com, port: 0x1bb}]}\n", "3:23", "error",
      "no port"
    ),
    (
      "egret: 1\nservers:\n  a: {expect: [{host: x.com, max-upload: 10 parsecs}]}\n", "3:42",
      "error",
      "no amount"
    ),
    (
      "egret: 1\nservers:\n  a: {expect: [{host: x.com, max-upload: 99999999999GB}]}\n", "3:42",
      "error",
      "no amount"
    ),
    (
      "egret: 1\nservers:\n  a: {expect: [{host: x.com, max-upload: 10MB/week}]}\n", "3:42",
      "error", "`10MB/hour` (minute, hour, day)"
    ),
    (
      "egret: 1\nservers:\n  a: {expect: [{host: \"unix:/a\", max-upload: 10MB}]}\n", "3:34",
      "error", "is not counted"
    ),
    ("egret: 1\nservers:\n  a: {expect: [none, x.com]}\n", "3:16", "error", "opposite"),
    ("egret: 1\nservers:\n  a: {expect: [\"*.com\"]}\n", "3:16", "error", "everybody's"),
    (
      "egret: 1\nservers:\n  a: {expect: [\"*.workers.dev\"]}\n", "3:16", "warning",
      "shared platform"
    ),
    (
      "egret: 1\nservers:\n  a: {expect: [\"*.s3.eu-west-1.amazonaws.com\"]}\n", "3:16", "warning",
      "shared"
    ),
    ("egret: 1\nservers:\n  a: {expect: [any]}\n", "3:16", "warning", "every public address"),
    ("egret: 1\nservers:\n  a: {expect: [0.0.0.0/0]}\n", "3:16", "warning", "every address"),
    (
      "egret: 1\nservers:\n  a: {expect: [\"*.x.com\", a.x.com]}\n", "3:27", "warning",
      "never reached"
    ),
    ("egret: 1\nservers:\n  a: {expect: [x.com, X.com.]}\n", "3:23", "warning", "never reached"),
    (
      "egret: 1\nservers:\n  a: {expect: [10.0.0.0/8, 10.1.2.3]}\n", "3:28", "warning",
      "never reached"
    ),
    (
      "egret: 1\nservers:\n  a: {expect: [x.com:*, x.com:80]}\n", "3:25", "warning", "never reached"
    ),
    ("egret: 1\nservers:\n  a: {match: {}, expect: [x.com]}\n", "3:14", "error", "empty"),
    (
      "egret: 1\nservers:\n  a: {match: {package: x}, expect: [x.com]}\n", "3:24", "error",
      "npm:NAME"
    ),
    (
      "egret: 1\nservers:\n  a: {match: {pakage: x}, expect: [x.com]}\n", "3:15", "error",
      "`package`"
    ),
    ("egret: 1\nresolvers: []", "2:12", "error", "empty"),
    ("egret: 1\nresolvers: [dns.google]", "2:13", "error", "no address"),
    ("egret: 1\nresolvers: 1.1.1.1", "2:12", "error", "list of addresses"),
    ("egret: 1\negret: 1", "2:1", "error", "stands on line 1 too"),
    (
      "egret: 1\nservers:\n  a: {expect: [none]}\n  a: {expect: [any]}", "4:3", "error",
      "stands on line 3 too"
    ),
    ("egret: 1\n\tservers: {}", "2:1", "error", "spaces"),
    ("egret: 1\nservers: {", "3:1", "error", "not YAML"),
    ("egret: 1\n---\negret: 1", "2:1", "error", "another document"),
    ("egret: 1\nservers: \u{1}", "2:10", "error", "remove the character"),
    ("egret: 1\nservers:\n  a: {expect: [\"x\\u001b[2J.com\"]}\n", "3:16", "error", "\\u{1b}"),
  ])
  func diagnoses(text: String, at: String, level: String, words: String) throws {
    let reading = Policy.read(text, file: "p.yaml")
    let first = try #require(reading.diagnostics.first)
    let shown = first.description
    #expect(shown.hasPrefix("p.yaml:\(at): \(level): "), "\(shown)")
    #expect(shown.contains(words), "\(shown)")
    #expect((reading.policy == nil) == reading.diagnostics.contains { $0.level == .error })
    #expect(shown.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 127 })
  }

  @Test func tellsEveryFaultInOrder() {
    let text =
      "egret: 1\nservers:\n  a: {expect: [x.com:0, \"*.com\", a b]}\n  b: {expect: none}\n  c: 1\n"
    let lines = Policy.read(text, file: "p").diagnostics.map { $0.place.line }
    #expect(lines == [3, 3, 3, 4, 5])
  }

  @Test func whatAnyLeavesOutIsNotBesideIt() {
    let text =
      "egret: 1\nservers:\n  a: {expect: [any, 10.0.0.0/8:5432, db.internal:5432, api.telegram.org]}\n"
    #expect(Policy.read(text, file: "p").diagnostics.count == 1)
    let beside = "egret: 1\nservers:\n  a: {expect: [x.com, any]}\n"
    #expect(Policy.read(beside, file: "p").diagnostics.count == 2)
  }

  @Test func followsAFewAliases() throws {
    let text = "egret: 1\nservers:\n  a: {expect: &common [x.com]}\n  b: {expect: *common}\n"
    let policy = try #require(Policy.read(text, file: "p").policy)
    #expect(policy.servers.map { $0.expect.map(\.text) } == [["x.com"], ["x.com"]])
  }

  @Test func readsABudgetInEveryUnit() throws {
    for (text, bytes) in [
      ("0", 0), ("4096", 4096), ("1 kB", 1000), ("2KiB", 2048), ("3GiB", 3_221_225_472),
      ("10MB/Hour", 10_000_000), ("7/day", 7),
    ] {
      let file = "egret: 1\nservers:\n  a: {expect: [{host: x.com, max-upload: \(text)}]}\n"
      let policy = try #require(Policy.read(file, file: "p").policy)
      #expect(policy.servers.first?.expect.first?.maxUpload?.bytes == UInt64(bytes))
    }
  }
}
