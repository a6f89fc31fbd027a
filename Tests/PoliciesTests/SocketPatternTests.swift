// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Policies

@Suite struct SocketPatternTests {
  @Test(arguments: [
    ("/run/docker.sock", "/run/docker.sock", true), ("/run/docker.sock", "docker.sock", false),
    ("/run/docker.sock", "/var/run/docker.sock", true),
    ("/var/run/docker.sock", "/run/docker.sock", true),
    ("/run/docker.sock", "/run/docker.sock2", false),
    ("/run/docker.sock", "@/run/docker.sock", false),
    ("/run/app-*", "/run/app-", true), ("/run/app-*", "/run/app-1", true),
    ("/run/app-*", "/run/app-1/x", false), ("/run/app-*", "/run/x/../app-1", false),
    ("/run/*", "/run/a", true), ("/run/*", "/run/a/b", false),
    ("/run/a*b*c", "/run/abc", true), ("/run/a*b*c", "/run/aXbYc", true),
    ("/run/a*b*c", "/run/acb", false), ("/run/a*bc", "/run/abbc", true),
    ("/run/a*a", "/run/a", false), ("/run/**", "/run/a", true),
    ("@app", "@app", true), ("@app", "/app", false), ("@app", "app", false),
    ("@app*", "@app-1", true), ("@/tmp/dbus-*", "@/tmp/dbus-Xy", true),
    ("@/tmp/dbus-*", "@/tmp/dbus-/x", false), ("@app*", "@app/x", false),
  ]) func allows(pattern: String, name: String, isAllowed: Bool) throws {
    #expect(try SocketPattern(parsing: pattern[...]).allows(name) == isAllowed)
  }

  @Test(arguments: [
    ("", "write a whole path"), ("run/app.sock", "write a whole path"), ("/", "without a name"),
    ("@", "without a name"), ("/run/", "without a name"), ("/run//a", "empty components"),
    ("/run/../a", "empty components"), ("/run/*/a", "last component only"),
    ("@a*/b", "last component only"), ("@*", "every abstract name"), ("@**", "every abstract name"),
    ("/run/a b", "visible ASCII"), ("/run/\u{e4}", "visible ASCII"),
    ("/run/\u{1b}", "visible ASCII"),
    ("/" + String(repeating: "a", count: 107), "107 bytes"),
  ]) func badOnesSayWhy(name: String, why: String) {
    do {
      _ = try Expectation.parse("unix:" + name)
      Issue.record("it parsed: \(name)")
    } catch {
      #expect(error.description.contains(why))
    }
  }

  @Test(arguments: [
    ("/run/*", "/run/a", true), ("/run/*", "/run/a*", true), ("/run/a*", "/run/*", false),
    ("/run/a", "/run/a", true), ("/run/a", "/run/*", false), ("/run/*", "/tmp/a", false),
    ("@a*", "@ab", true), ("/a*", "@ab", false),
  ]) func covers(wide: String, narrow: String, isCovered: Bool) throws {
    let patterns = (
      try SocketPattern(parsing: wide[...]), try SocketPattern(parsing: narrow[...])
    )
    #expect(patterns.0.covers(patterns.1) == isCovered)
  }

  /// A hostile name against a hostile pattern ends at once.
  @Test func manyWildcardsCostLittle() throws {
    let pattern = try SocketPattern(parsing: "/" + String(repeating: "a*", count: 50) + "b")
    #expect(!pattern.allows("/" + String(repeating: "a", count: 106)))
  }

  @Test func noAddressIsAllowedByASocket() throws {
    let expected = try JudgingTests.expectations(["unix:/run/app.sock"])
    let question = try JudgingTests.question("203.0.113.9", names: ["api.x.com"])
    #expect(!expected.allow(question) && expected.judge(question) == .unexpected)
    #expect(!expected.judge(name: "run.example").isExpected)
  }

  @Test func noAnyAllowsASocket() throws {
    #expect(!(try JudgingTests.expectations(["any"])).judge(socket: "/run/app.sock").isExpected)
    #expect(Expectations.none.judge(socket: "/run/app.sock") == .noExpectations)
  }

  @Test func theNarrowestIsNamed() throws {
    let expected = try JudgingTests.expectations(["unix:/run/*", "unix:/run/app.sock"])
    guard case .expected(by: let text, _) = expected.judge(socket: "/run/app.sock") else {
      return #expect(Bool(false), "it is not expected")
    }
    #expect(text == "unix:/run/app.sock")
  }

  private static func says(_ entry: String) -> [String] {
    let file = "egret: 1\nservers:\n  s:\n    expect:\n      - \(entry)\n"
    return Policy.read(file, file: "p.yaml").diagnostics.map { "\($0)" }
  }

  @Test func whatEverybodyMayTakeIsAWarning() {
    for entry in ["\"unix:/tmp/a*\"", "\"unix:@app*\"", "\"unix:/dev/shm/*\""] {
      #expect(Self.says(entry).contains { $0.contains("warning") && $0.contains("any process") })
    }
    for entry in ["unix:/run/app.sock", "\"unix:/run/app/*\"", "\"unix:@app\""] {
      #expect(Self.says(entry).isEmpty)
    }
  }

  @Test func aSocketHasNoPort() {
    #expect(Self.says("{host: 'unix:/run/a', port: 80}").contains { $0.contains("neither port") })
    #expect(Self.says("{host: 'unix:/run/a', protocol: tcp}").contains { $0.contains("neither") })
    #expect(Self.says("{host: 'unix:/run/a'}").isEmpty)
  }
}
