// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Testing

/// What was learned, added to a file that a person wrote.
@Suite struct LearnedUpdateTests {
  private static func learned(_ uses: [(server: String, host: String)]) throws -> LearnedPolicy {
    var learned = LearnedPolicy()
    let address = try #require(IPAddress("198.51.100.7"))
    for use in uses {
      learned.note(
        server: use.server, endpoint: Endpoint(address: address, port: 443), transport: .tcp,
        names: [use.host],
        LearnedSighting(time: Instant(nanoseconds: 0), program: "node", evidence: "dns"))
    }
    return learned
  }

  private static let own = """
    # Mine.
    egret: 1
    servers:
        github:   # by hand
            expect:
                - api.github.com   # the API
                # nothing else yet

        files: {expect: [none]}
        web:
            expect: [a.example, b.example]  # in brackets
    # The end.

    """

  /// Every line of the file is there, in its order, and what was added is read.
  @Test func linesAndCommentsStay() throws {
    let learned = try Self.learned([
      ("github", "api.github.com"), ("github", "uploads.github.com"), ("new", "api.new.example"),
      ("files", "x.example"), ("web", "c.example"),
    ])
    let text = try #require(learned.update(Self.own, file: "p"))
    var rest = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    for line in Self.own.split(separator: "\n") {
      let place = try #require(rest.firstIndex(of: line), "\(line)")
      rest = rest[(place + 1)...]
    }
    let servers = try #require(Policy.read(text, file: "p").policy).servers
    #expect(servers.map(\.name) == ["github", "files", "web", "new"])
    #expect(servers[0].expect.map(\.text) == ["api.github.com", "uploads.github.com"])
    #expect(servers[1].expect.map(\.text) == ["none"])
    #expect(servers[2].expect.map(\.text) == ["a.example", "b.example"])
    #expect(servers[3].expect.map(\.text) == ["api.new.example"])
    #expect(text.contains("            - \"uploads.github.com\"  # once"))
    #expect(text.contains("# egret learn, for the list above: - \"c.example\""))
    #expect(text.contains("# egret learn, for the list above: - \"x.example\""))
  }

  @Test func whatIsCoveredIsNotAdded() throws {
    let own = "egret: 1\nservers:\n  a:\n    expect:\n      - \"*.example.com\"\n"
    let learned = try Self.learned([("a", "api.example.com")])
    #expect(learned.update(own, file: "p") == own)
  }

  @Test(arguments: [
    "egret: 1\n", "egret: 1\nservers: {}\n", "egret: 1\nservers:\n",
    "egret: 1\nservers: # none yet\n",
    "egret: 1\nservers:\n  a: {expect: [b.example]}", "# only this\negret: 1",
    "egret: 1\nservers:\n  a:\n    expect:\n    - b.example\n\n\n# end\n",
  ])
  func filesOfManyKindsTakeMore(own: String) throws {
    let learned = try Self.learned([("new", "api.new.example")])
    guard let text = learned.update(own, file: "p") else {
      #expect(own.contains("{}"))
      return
    }
    let read = Policy.read(text, file: "p")
    #expect(read.policy?.servers.last?.name == "new", "\(text)")
    #expect(text.hasPrefix(own.hasSuffix("\n") ? String(own.prefix(9)) : String(own.prefix(9))))
  }

  @Test func twiceAddsNothing() throws {
    let learned = try Self.learned([("github", "uploads.github.com"), ("new", "n.example")])
    let once = try #require(learned.update(Self.own, file: "p"))
    #expect(learned.update(once, file: "p") == once)
  }

  @Test func aBrokenFileStays() throws {
    let learned = try Self.learned([("a", "n.example")])
    #expect(learned.update("egret: 2\n", file: "p") == nil)
  }
}
