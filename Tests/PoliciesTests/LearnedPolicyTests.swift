// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Policies

@Suite struct LearnedPolicyTests {
  private static func endpoint(_ address: String, _ port: UInt16) throws -> Endpoint {
    Endpoint(address: try #require(IPAddress(address)), port: port)
  }

  /// Seen so many seconds after the beginning.
  private static func seen(
    _ second: UInt64, by program: String = "node", _ evidence: String = "dns"
  )
    -> LearnedSighting
  {
    LearnedSighting(
      time: Instant(nanoseconds: second * 1_000_000_000), program: program, evidence: evidence)
  }

  private static func sample() throws -> LearnedPolicy {
    var learned = LearnedPolicy(began: Instant(nanoseconds: 0))
    learned.note(server: "github", package: "npm:@x/github@1.2.3")
    let api = try endpoint("198.51.100.7", 443)
    let names = ["API.github.example."]
    for second: UInt64 in [2, 600, 9_000] {
      learned.note(server: "github", endpoint: api, transport: .tcp, names: names, seen(second))
    }
    learned.close(
      server: "github", endpoint: api, transport: .tcp, names: names, bytesOut: 1_234,
      bytesIn: 5_678_901)
    learned.note(
      server: "github", endpoint: try endpoint("2001:db8::7", 8443), transport: .udp, names: [],
      seen(3, by: "helper", "none"))
    learned.note(
      server: "github", endpoint: try endpoint("127.0.0.1", 5432), transport: .tcp,
      names: ["db.example"], seen(4))
    learned.note(
      server: "github", endpoint: try endpoint("198.51.100.9", 0), transport: .icmp, names: [],
      seen(5, by: "node", "none"))
    for _ in 1...2 {
      learned.refuse(
        server: "github", what: "169.254.169.254:80", because: "metadata-access: a cloud service")
    }
    learned.note(server: "quiet", package: nil)
    return learned
  }

  @Test func writesWhatWasSeen() throws {
    let text = try Self.sample().text(notes: ["Seen by egret learn."])
    #expect(
      text == """
        # Seen by egret learn.
        egret: 1
        servers:
          # npm:@x/github@1.2.3
          "github":
            expect:
              - "api.github.example"  # 3 times, 1234 B out, 5678 kB in; first after 2 s, last after 2 h; by node; name: dns
              - "198.51.100.9/icmp"  # once; after 5 s; by node; warning: a bare address, no resolver here gave a name for it
              - "[2001:db8::7]:8443/udp"  # once; after 3 s; by helper; warning: a bare address, no resolver here gave a name for it
              - "localhost:5432"  # once; after 4 s; by node
              # - "169.254.169.254:80"  # not taken (2 times): metadata-access: a cloud service
          # "quiet" ran and reached nothing that is to be listed: nothing describes it; if it needs no network, list it with expect: [none]

        """)
  }

  /// What was learned is expected once the draft is in force, and nothing beside it.
  @Test func theDraftAllowsWhatItSaw() throws {
    let text = try Self.sample().text()
    let reading = Policy.read(text, file: "learned.yaml")
    #expect(reading.diagnostics.map(\.description) == [])
    let policy = try #require(reading.policy)
    let expected = policy.expectations(for: Subject(names: ["github"]))
    func judge(_ address: String, _ port: UInt16, _ transport: TransportProtocol, _ names: [String])
      throws -> Judgement
    {
      expected.judge(
        Question(
          endpoint: try Self.endpoint(address, port), transport: transport, names: names,
          isNameEvidenceComplete: true))
    }
    func isExpected(_ judgement: Judgement) -> Bool {
      if case .expected = judgement { true } else { false }
    }
    #expect(isExpected(try judge("198.51.100.7", 443, .tcp, ["api.github.example"])))
    #expect(isExpected(try judge("2001:db8::7", 8443, .udp, [])))
    #expect(isExpected(try judge("127.0.0.1", 5432, .tcp, [])))
    #expect(isExpected(try judge("198.51.100.9", 0, .icmp, [])))
    #expect(!isExpected(try judge("198.51.100.7", 80, .tcp, ["api.github.example"])))
    #expect(!isExpected(try judge("198.51.100.66", 443, .tcp, [])))
  }

  @Test(arguments: [
    "no", "~", "a: b", "x\ny", "\"quoted\"", "back\\slash", "# comment", "ключ", "\u{1b}[2J",
    "\u{202e}evil", "- list", "&anchor", String(repeating: "n", count: 300),
  ])
  func anyNameIsRoundTripped(name: String) throws {
    var learned = LearnedPolicy()
    learned.note(server: name, package: "npm:evil\n  \"other\": {}")
    learned.note(
      server: name, endpoint: try Self.endpoint("198.51.100.7", 443), transport: .tcp,
      names: ["*.com", "bad name", "ok.example"], Self.seen(1, by: "a\nb"))
    learned.refuse(server: name, what: "a\nb", because: "c\rd")
    let text = learned.text(notes: ["home /tmp/\nservers: {}"])
    let reading = Policy.read(text, file: "learned.yaml")
    #expect(reading.policy?.servers.map(\.name) == [name])
    #expect(reading.policy?.servers.first?.expect.map(\.text) == ["ok.example"])
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  /// Found by scripts/fuzz: the draft had an error.
  @Test func portZeroIsNotTaken() throws {
    var learned = LearnedPolicy()
    learned.note(
      server: "a", endpoint: try Self.endpoint("198.51.100.7", 0), transport: .udp, names: [],
      Self.seen(1))
    #expect(learned.text().contains("# - \"198.51.100.7\"  # not taken (once): port 0 is no port"))
    #expect(Policy.read(learned.text(), file: "x").diagnostics.isEmpty)
  }

  /// Found by scripts/fuzz: YAML takes no key so long, unless it is marked as one.
  @Test func longNamesStayWhole() throws {
    let name = String(repeating: "\u{1}", count: 256)
    var learned = LearnedPolicy()
    learned.note(
      server: name, endpoint: try Self.endpoint("198.51.100.7", 1), transport: .tcp, names: [],
      Self.seen(1))
    #expect(Policy.read(learned.text(), file: "x").policy?.servers.map(\.name) == [name])
  }

  @Test func nothingSeenIsAnEmptyPolicy() throws {
    let text = LearnedPolicy().text()
    #expect(text == "egret: 1\nservers: {}\n")
    #expect(Policy.read(text, file: "x").policy?.servers.isEmpty == true)
  }

  @Test func whatFindsNoRoomIsCounted() throws {
    var learned = LearnedPolicy()
    for number in 0..<1_200 {
      learned.note(
        server: "busy", endpoint: try Self.endpoint("198.51.100.7", UInt16(1_000 + number)),
        transport: .tcp, names: [], Self.seen(1))
      learned.refuse(server: "busy", what: "\(number)", because: "seen")
    }
    #expect(learned.endpointCount == 800)
    #expect(learned.refusalCount == 100)
    let text = learned.text()
    #expect(text.contains("# 1500 more found no room here"))
    #expect(Policy.read(text, file: "learned.yaml").policy != nil)
  }

  @Test func serversPastTheLimitAreCounted() {
    var learned = LearnedPolicy()
    for number in 0..<1_030 { learned.note(server: "s\(number)", package: nil) }
    #expect(learned.serverCount == 1_024)
    #expect(learned.text().hasPrefix("# 6 servers found no room here.\n"))
  }

  // MARK: - What others give

  private static func given(_ endpoint: String, _ source: String) -> SourcedEndpoint {
    SourcedEndpoint(endpoint: endpoint, source: source)
  }

  /// The list alone counts once the policy has one: what the entry and the catalogue give is in it.
  @Test func whatOthersGiveStays() throws {
    var learned = LearnedPolicy()
    learned.note(
      server: "a", endpoint: try Self.endpoint("198.51.100.7", 443), transport: .tcp,
      names: ["api.example.com"], Self.seen(1))
    learned.give(
      server: "a",
      [
        Self.given("api.example.com:443", "entry"), Self.given("db.example:5432", "entry"),
        Self.given("*.example.com", "catalogue"), Self.given("none", "catalogue"),
      ])
    let text = learned.text()
    let reading = Policy.read(text, file: "x")
    #expect(reading.diagnostics.map(\.description) == [])
    #expect(
      reading.policy?.servers.first?.expect.map(\.text) == [
        "api.example.com", "db.example:5432", "*.example.com",
      ])
    #expect(text.contains("- \"db.example:5432\"  # by its entry, not used meanwhile"))
    #expect(text.contains("- \"*.example.com\"  # by its catalogue\n"))
  }

  @Test func underAnyTheHostsAreComments() throws {
    var learned = LearnedPolicy()
    learned.note(
      server: "fetch", endpoint: try Self.endpoint("198.51.100.7", 443), transport: .tcp,
      names: ["api.example.com"], Self.seen(1))
    learned.give(server: "fetch", [Self.given("any", "catalogue")])
    let text = learned.text()
    #expect(Policy.read(text, file: "x").policy?.servers.first?.expect.map(\.text) == ["any"])
    #expect(text.contains("      # - \"api.example.com\"  # once"))
  }

  @Test func anIdleServerSaysWhatCountsWithoutAnEntry() {
    var learned = LearnedPolicy()
    learned.give(server: "a", [Self.given("db.example:5432", "entry")])
    #expect(learned.text().contains("servers: {}\n  # \"a\" ran and reached nothing"))
    #expect(learned.text().contains("no entry is needed for db.example:5432 (entry)"))
  }
}
