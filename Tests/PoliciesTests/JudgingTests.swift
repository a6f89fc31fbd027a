// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

@Suite struct JudgingTests {
  static func expectations(_ texts: [String]) throws -> Expectations {
    let items = texts.map { "\"\($0)\"" }.joined(separator: ", ")
    let file = "egret: 1\nservers:\n  s:\n    expect: [\(items)]\n"
    let policy = try #require(Policy.read(file, file: "/etc/policy.yaml").policy)
    return policy.expectations(for: Subject(names: ["s"]))
  }

  static func question(
    _ address: String, _ port: UInt16 = 443, _ transport: TransportProtocol = .tcp,
    names: [String] = [], complete: Bool = true
  ) throws -> Question {
    let endpoint = Endpoint(address: try #require(IPAddress(address)), port: port)
    return Question(
      endpoint: endpoint, transport: transport, names: names, isNameEvidenceComplete: complete)
  }

  private static let yes = "expected"

  /// The judgement's word, as the tables spell it.
  static func word(_ judgement: Judgement) -> String {
    switch judgement {
    case .expected: yes
    case .unexpected: "unexpected"
    case .addressWithoutName: "addressWithoutName"
    case .metadata: "metadata"
    case .local: "local"
    case .noExpectations: "noExpectations"
    }
  }

  /// What is expected, the address, the names the evidence gives, the judgement at TCP 443.
  @Test(arguments: [
    (["api.x.com"], "203.0.113.9", ["api.x.com"], "expected"),
    (["api.x.com"], "203.0.113.9", ["API.x.COM."], "expected"),
    (["api.x.com"], "203.0.113.9", ["other.x.com"], "unexpected"),
    (["api.x.com"], "203.0.113.9", ["other.x.com", "api.x.com"], "expected"),
    (["api.x.com"], "203.0.113.9", ["evil-api.x.com"], "unexpected"),
    (["api.x.com"], "203.0.113.9", ["api.x.com.evil.com"], "unexpected"),
    (["api.x.com"], "203.0.113.9", [], "unexpected"),
    (["*.x.com"], "203.0.113.9", ["a.b.x.com"], "expected"),
    (["*.x.com"], "203.0.113.9", ["x.com"], "unexpected"),
    (["*.x.com"], "203.0.113.9", ["evilx.com"], "unexpected"),
    (["*.x.com"], "203.0.113.9", [".x.com"], "unexpected"),
    (["db.internal"], "10.1.2.3", ["db.internal"], "expected"),
    (["db.internal"], "fd00::5", ["db.internal"], "expected"),
    // Rebinding: an expected name that resolves to the machine itself or to its credentials.
    (["api.x.com"], "127.0.0.1", ["api.x.com"], "local"),
    (["api.x.com"], "::1", ["api.x.com"], "local"),
    (["api.x.com"], "0.0.0.0", ["api.x.com"], "local"),
    (["api.x.com"], "169.254.7.7", ["api.x.com"], "local"),
    (["api.x.com"], "169.254.169.254", ["api.x.com"], "metadata"),
    (["api.x.com"], "100.100.100.200", ["api.x.com"], "metadata"),
    (["api.x.com"], "fd00:ec2::254", ["api.x.com"], "metadata"),
    (["api.x.com"], "64:ff9b::a9fe:a9fe", ["api.x.com"], "metadata"),
    (["api.x.com"], "64:ff9b::7f00:1", ["api.x.com"], "local"),
    (["api.x.com"], "64:ff9b::cb00:7109", ["api.x.com"], "expected"),
    (["api.x.com"], "224.0.0.251", ["api.x.com"], "unexpected"),
    (["localhost"], "127.0.0.53", [], "expected"), (["localhost"], "::1", [], "expected"),
    (["localhost"], "0.0.0.0", [], "local"),
    (["localhost"], "203.0.113.9", ["localhost"], "expected"),
    (["203.0.113.0/24"], "203.0.113.9", [], "expected"),
    (["203.0.113.0/24"], "203.0.114.9", [], "unexpected"),
    (["203.0.113.9"], "::ffff:203.0.113.9", [], "expected"),
    (["203.0.113.9"], "64:ff9b::cb00:7109", [], "expected"),
    (["[2001:db8::]/32"], "2001:db8:9::1", [], "expected"),
    (["[::]/0"], "203.0.113.9", [], "unexpected"), (["[::]/0"], "2001:db8::1", [], "expected"),
    (["0.0.0.0/0"], "127.0.0.1", [], "local"), (["0.0.0.0/0"], "10.0.0.1", [], "expected"),
    (["0.0.0.0/0"], "169.254.169.254", [], "metadata"), (["0.0.0.0/0"], "169.254.1.1", [], "local"),
    (["[::]/0"], "::1", [], "local"), (["[::]/0"], "fe80::1", [], "local"),
    (["[64:ff9b::]/96"], "64:ff9b::7f00:1", [], "local"),
    (["127.0.0.0/8"], "127.0.0.53", [], "expected"), (["127.0.0.1"], "127.0.0.2", [], "local"),
    (["169.254.0.0/16"], "169.254.1.1", [], "expected"),
    (["169.254.0.0/16"], "169.254.169.254", [], "metadata"),
    (["169.254.169.0/24"], "169.254.169.254", [], "expected"),
    (["169.254.169.254"], "169.254.169.254", [], "expected"),
    (["169.254.169.254"], "64:ff9b::a9fe:a9fe", [], "expected"),
    (["100.64.0.0/10"], "100.100.100.200", [], "metadata"),
    (["[fd00::]/8"], "fd00:ec2::254", [], "metadata"),
    (["[fd00::]/8"], "fd00:ec2::99", [], "expected"),
    (["[fd00:ec2::254]"], "fd00:ec2::254", [], "expected"),
    (["224.0.0.251"], "224.0.0.251", [], "expected"),
    (["any"], "203.0.113.9", [], "expected"), (["any"], "2001:db8::1", [], "expected"),
    (["any"], "10.0.0.1", [], "unexpected"), (["any"], "100.64.0.1", [], "unexpected"),
    (["any"], "127.0.0.1", [], "local"), (["any"], "169.254.169.254", [], "metadata"),
    (["any"], "224.0.0.1", [], "unexpected"), (["any"], "255.255.255.255", [], "unexpected"),
    (["any"], "64:ff9b::a00:1", [], "unexpected"), (["any"], "64:ff9b::a9fe:a9fe", [], "metadata"),
    (["any"], "10.0.0.1", ["x.com"], "unexpected"),
    (["none"], "203.0.113.9", [], "unexpected"), (["none"], "127.0.0.1", [], "local"),
    (["none"], "169.254.169.254", [], "metadata"),
    (["none"], "203.0.113.9", ["x.com"], "unexpected"),
  ])
  func judges(expect: [String], address: String, names: [String], judgement: String) throws {
    let asked = try Self.question(address, names: names)
    #expect(Self.word(try Self.expectations(expect).judge(asked)) == judgement)
  }

  @Test(arguments: [
    (["x.com"], 443, TransportProtocol.tcp, "addressWithoutName"),
    (["x.com"], 80, .tcp, "unexpected"),
    (["x.com"], 443, .udp, "unexpected"), (["x.com/https"], 443, .udp, "addressWithoutName"),
    (["*.x.com:80"], 80, .tcp, "addressWithoutName"), (["203.0.114.0/24"], 443, .tcp, "unexpected"),
    (["localhost"], 443, .tcp, "unexpected"), (["none"], 443, .tcp, "unexpected"),
  ])
  func aMissingNameIsAReasonOnlyWhereANameCouldHelp(
    expect: [String], port: UInt16, transport: TransportProtocol, judgement: String
  ) throws {
    let asked = try Self.question("203.0.113.9", port, transport, complete: false)
    #expect(Self.word(try Self.expectations(expect).judge(asked)) == judgement)
    let named = try Self.question(
      "203.0.113.9", port, transport, names: ["evil.com"], complete: false)
    #expect(Self.word(try Self.expectations(expect).judge(named)) == "unexpected")
  }

  @Test func theNarrowestEntryIsTheOneNamed() throws {
    let expectations = try Self.expectations([
      "any", "*.x.com", "api.x.com", "203.0.0.0/8", "203.0.113.0/24",
    ])
    let by = { (names: [String]) throws -> Judgement in
      expectations.judge(try Self.question("203.0.113.9", names: names))
    }
    #expect(try by(["api.x.com"]) == .expected(by: "api.x.com", source: "policy.yaml:4"))
    #expect(try by(["b.x.com"]) == .expected(by: "*.x.com", source: "policy.yaml:4"))
    #expect(try by(["y.com"]) == .expected(by: "203.0.113.0/24", source: "policy.yaml:4"))
  }

  @Test func namesAreJudgedBeforeTheirAddress() throws {
    let expectations = try Self.expectations(["api.x.com:8443", "*.y.com"])
    #expect(
      expectations.judge(name: "api.x.com")
        == .expected(by: "api.x.com:8443", source: "policy.yaml:4"))
    #expect(expectations.judge(name: "api.x.com", port: 443) == .unexpected)
    #expect(expectations.judge(name: "y.com") == .unexpected)
    #expect(expectations.namesExplicitly("a.Y.com") && !expectations.namesExplicitly("x.com"))
    #expect(
      try Self.expectations(["any"]).judge(name: "x.com")
        == .expected(by: "any", source: "policy.yaml:4"))
    #expect(try !Self.expectations(["any"]).namesExplicitly("x.com"))
  }

  @Test func tellsTheUploadLimitOfTheNarrowestEntry() throws {
    let file = """
      egret: 1
      servers:
        s:
          expect: ["*.x.com", {host: up.x.com, max-upload: 5kB}]
      """
    let expectations = try #require(Policy.read(file, file: "p").policy).expectations(
      for: Subject(names: ["s"]))
    #expect(
      expectations.uploadLimit(try Self.question("203.0.113.9", names: ["up.x.com"]))?.budget.bytes
        == 5000)
    #expect(expectations.uploadLimit(try Self.question("203.0.113.9", names: ["a.x.com"])) == nil)
  }

  @Test func aLongNameCostsNoTime() throws {
    let expectations = try Self.expectations(["*.x.com"])
    let name = String(repeating: "a.", count: 100_000) + "x.com"
    let names = [name, "", ".", "..", "*.x.com.evil"]
    #expect(expectations.judge(try Self.question("203.0.113.9", names: [""])) == .unexpected)
    #expect(
      Self.word(expectations.judge(try Self.question("203.0.113.9", names: names))) == "unexpected")
  }
}

/// The short question has the long one's answer.
@Suite struct AllowingTests {
  @Test(arguments: ["any", "none", "api.x.com", "*.x.com", "203.0.113.0/24", "localhost:*"])
  func allowIsWhatJudgeExpects(text: String) throws {
    let policy = try #require(
      Policy.read("egret: 1\nservers:\n  s:\n    expect: [\"\(text)\"]\n", file: "p").policy)
    for name in ["s", "other"] {
      let expectations = policy.expectations(
        for: Subject(
          names: [name], package: nil, program: "x", client: "Cursor", implied: [], granted: []))
      for address in ["203.0.113.7", "127.0.0.1", "169.254.169.254", "198.51.100.1", "10.0.0.1"] {
        let question = Question(
          endpoint: Endpoint(address: try #require(IPAddress(address)), port: 443),
          transport: .tcp, names: ["api.x.com"], isNameEvidenceComplete: true)
        var isExpected = false
        if case .expected = expectations.judge(question) { isExpected = true }
        #expect(expectations.allow(question) == isExpected)
      }
    }
  }
}
