// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Discovery
import Foundation
import Policies
import Servers
import Testing

@testable import egret

@Suite struct ServersReportTests {
  private static let entries = [
    ServerEntry(
      name: "db\u{1b}[2J",
      transport: .stdio(command: ["npx", "-y", "@x/pg", "--token", "hunter2"]),
      client: "Cursor", scope: .user, file: "/home/a/.cursor/mcp.json", line: 3, user: 1000,
      environment: ["DATABASE_URL"], implied: ["db.example.com:5432"]),
    ServerEntry(
      name: "web", transport: .remote(url: "https://x.com/mcp"), client: "VS Code", scope: .project,
      file: "/p/.vscode/mcp.json", implied: ["x.com:443"], granted: ["y.com:443"], isDisabled: true),
    ServerEntry(
      name: "own", transport: .stdio(command: ["/opt/srv"]), client: "Codex", scope: .managed,
      file: "/etc/codex/config.toml", line: 1),
  ]

  private func report(
    worldWritable: Set<String> = [], programs: Set<String> = [], running: [UInt32] = [],
    policy: Policy = Policy()
  ) -> ServersReport {
    var found = ServerDiscovery.Found()
    found.entries = Self.entries
    found.worldWritable = worldWritable
    found.problems = [DiscoveryProblem(file: "/f\n", line: 2, text: "odd")]
    return ServersReport(
      found: found, openPart: { programs.contains($0) ? $0 : nil },
      running: { $0.name == "own" ? running : [] },
      expected: { ServersReport.expected(of: $0, by: policy) })
  }

  @Test func jsonHasEveryFact() throws {
    let text = report(running: [41, 42]).json
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let servers = try #require(object?["servers"] as? [[String: Any]])
    #expect(servers.count == 3)
    #expect(servers[0]["name"] as? String == "db\\u{1b}[2J")
    #expect(servers[0]["command"] as? String == "npx -y @x/pg --token ***")
    #expect(servers[0]["package"] as? String == "npm:@x/pg")
    #expect(servers[0]["isPinned"] as? Bool == false)
    #expect(servers[0]["line"] as? Int == 3)
    #expect(servers[0]["variables"] as? [String] == ["DATABASE_URL"])
    let expected = servers[0]["expected"] as? [String: Any]
    #expect(expected?["endpoints"] as? [String] == ["db.example.com:5432"])
    #expect(servers[1]["transport"] as? String == "remote")
    #expect(
      (servers[1]["expected"] as? [String: Any])?["endpoints"] as? [String] == [
        "y.com:443", "x.com:443",
      ])
    #expect(servers[1]["isDisabled"] as? Bool == true)
    #expect(servers[2]["running"] as? [Int] == [41, 42])
    #expect(object?["problems"] as? [String] == ["/f\\u{a}:2: odd"])
    #expect(!text.contains("hunter2"))
  }

  @Test func textIsATable() {
    let lines = report(running: [41]).text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasPrefix("NAME"))
    #expect(lines[1].contains("/home/a/.cursor/mcp.json:3"))
    #expect(lines[2].hasPrefix("web (disabled)"))
    #expect(lines[3].contains("41"))
    let column = lines[0].range(of: "CLIENT")?.lowerBound.utf16Offset(in: lines[0])
    #expect(lines[1].range(of: "Cursor")?.lowerBound.utf16Offset(in: lines[1]) == column)
    #expect(
      lines.contains(
        "db\\u{1b}[2J: warning: npm:@x/pg is not pinned: each start may run another version"))
    #expect(lines.contains("web: expected y.com:443, x.com:443 (client configuration, entry)"))
    #expect(lines.contains("3 servers, 1 with warnings"))
    #expect(!report().text.contains("hunter2"))
    #expect(!report().text.contains("\u{1b}"))
  }

  @Test func filesThatAnyoneMayChangeAreWarnedOf() {
    let codes = report(worldWritable: ["/etc/codex/config.toml"], programs: ["/opt/srv"])
      .rows[2].warnings.map(\.code)
    #expect(codes == ["world-writable-configuration", "world-writable-program"])
    #expect(report().rows[2].warnings.isEmpty)
  }

  @Test func wordsThatNameFilesAreLookedAt() {
    var asked: [String] = []
    var found = ServerDiscovery.Found()
    found.entries = [
      ServerEntry(
        name: "s", transport: .stdio(command: ["/opt/run --x y", "./s.js", "--a", "b/c", "plain"]),
        client: "Cursor", scope: .user, file: "/f", workingDirectory: "/srv")
    ]
    let report = ServersReport(
      found: found,
      openPart: {
        asked.append($0)
        return $0 == "/opt/run" ? "/opt" : nil
      }, running: { _ in [] }, expected: { _ in nil })
    #expect(asked == ["/opt/run --x y", "/srv/./s.js", "/srv/b/c", "/opt/run"])
    #expect(report.rows[0].warnings.map(\.text) == ["anyone on this machine may change /opt"])
  }

  @Test func aNarrowTerminalHasABlockForEachServer() {
    let wide = report().text
    #expect(report().text(columns: 400) == wide)
    let lines = report(running: [41]).text(columns: 60).split(separator: "\n")
    #expect(lines[0] == "db\\u{1b}[2J")
    #expect(lines.contains("  client         Cursor"))
    #expect(lines.contains("  configuration  /home/a/.cursor/mcp.json:3"))
    #expect(lines.contains("  running        41"))
    #expect(!lines.contains { $0.hasPrefix("NAME") })
    #expect(!lines.contains { $0.hasSuffix(" -") })
  }

  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("中文", 4), ("😀", 2), ("❤️", 2), ("", 0), ("ｗ", 2),
    ("한", 2), ("…", 1),
  ]) func columnsAreCountedAsATerminalDoes(text: String, columns: Int) {
    #expect(ColumnWidth.of(text) == columns)
  }

  /// What could not be read may hide a server: `--strict` fails.
  @Test func aFileThatWasNotReadWholeIsAWarning() {
    for lost in [ConfigurationProblem.Lost.file, .part, .entry, nil] {
      var found = ServerDiscovery.Found()
      found.problems = [DiscoveryProblem(file: "/f", line: nil, text: "odd", lost: lost)]
      let report = ServersReport(
        found: found, openPart: { _ in nil }, running: { _ in [] }, expected: { _ in nil })
      #expect(report.hasWarnings == (lost != nil))
    }
  }

  /// The command is shown as an alert shows it: one quoting, and the same credentials hidden.
  @Test(arguments: [
    ([#"C:\nodejs\node.exe"#, "s.js"], #"'C:\nodejs\node.exe' s.js"#),
    (["n", "Title: my notes", "it's"], #"n 'Title: my notes' 'it'\''s'"#),
    (
      ["db", "--connection-string", "Server=db;User Id=sa;Password=hunter2hunter2;"],
      "db --connection-string 'Server=db;User Id=sa;Password=***;'"
    ),
    (["env", "API_KEY=hunter2hunter2", "srv"], "env API_KEY=*** srv"),
    (["srv", "--pwd=hunter2hunter2", "-k", "hunter2hunter2"], "srv --pwd=*** -k ***"),
  ]) func commandsAreShownAsAlertsShowThem(command: [String], line: String) {
    var found = ServerDiscovery.Found()
    found.entries = [
      ServerEntry(
        name: "s", transport: .stdio(command: command), client: "Cursor", scope: .user, file: "/f")
    ]
    let report = ServersReport(
      found: found, openPart: { _ in nil }, running: { _ in [] }, expected: { _ in nil })
    #expect(report.rows.map(\.command) == [line])
    #expect(ShownCommand(command).line == line)
  }

  @Test func nothingConfiguredIsSaid() {
    let report = ServersReport(
      found: ServerDiscovery.Found(), openPart: { _ in nil }, running: { _ in [] },
      expected: { _ in nil })
    #expect(report.text == "No MCP servers are configured.\n")
    #expect(!report.hasWarnings)
  }

  /// Those that count, each with who named it; a server of another machine asks none from here.
  @Test func proxiesAreShownWithWhoNamedThem() throws {
    let text = "egret: 1\nproxies: [p.corp:3128]\nservers:\n  own:\n    expect: [api.own.com]\n"
    let policy = try #require(Policy.read(text, file: "p.yaml").policy)
    let named = NamedProxies(machine: ["m.corp:80"], starter: ["p.corp:3128"])
    var found = ServerDiscovery.Found()
    found.entries = Self.entries
    found.entries[0].proxies = ["127.0.0.1:8080"]
    let report = ServersReport(
      found: found, openPart: { _ in nil }, running: { _ in [] }, expected: { _ in nil },
      proxies: { ServersReport.proxies(of: $0, by: policy, named: named) })
    let shared = ServersReport.Proxy(
      endpoint: "p.corp:3128", source: "p.yaml:2, client's environment")
    let machine = ServersReport.Proxy(endpoint: "m.corp:80", source: "machine")
    #expect(
      report.rows[0].proxies
        == [shared, ServersReport.Proxy(endpoint: "127.0.0.1:8080", source: "entry"), machine])
    #expect(report.rows[1].proxies.isEmpty)
    #expect(report.rows[2].proxies == [shared, machine])
    #expect(
      report.text.contains(
        "own: proxies p.corp:3128 (p.yaml:2, client's environment), m.corp:80 (machine)\n"))
    #expect(report.json.contains("\"source\" : \"p.yaml:2, client's environment\""))
  }

  @Test func thePolicySaysWhatIsExpectedBeforeTheEntryDoes() throws {
    let text = "egret: 1\nservers:\n  own:\n    expect: [api.own.com]\n"
    let policy = try #require(Policy.read(text, file: "p.yaml").policy)
    let rows = report(policy: policy).rows
    #expect(rows[2].expected.endpoints == ["api.own.com"])
    #expect(rows[0].expected.endpoints == ["db.example.com:5432"])
    #expect(report().rows[2].expected.source.isEmpty)
    #expect(report().text.contains("own: nothing describes what it is expected to use; "))
  }

  @Test func nothingIsExpectedInWords() throws {
    let text = "egret: 1\nservers:\n  own:\n    expect: [none]\n  gihub: {expect: [none]}\n"
    let policy = try #require(Policy.read(text, file: "p.yaml").policy)
    #expect(report(policy: policy).rows[2].expected.endpoints == ["none"])
    #expect(report(policy: policy).text.contains("own: expected nothing (p.yaml:3)"))
  }

  /// An entry that no server uses is a misspelling until somebody says otherwise.
  @Test func entriesThatFitNoServerAreShown() throws {
    let text = "egret: 1\nservers:\n  wbe: {expect: [none]}\n"
    let policy = try #require(Policy.read(text, file: "p.yaml").policy)
    let unmatched = policy.unmatched(among: Self.entries.map(Subject.init))
    let report = ServersReport(
      found: ServerDiscovery.Found(), openPart: { _ in nil }, running: { _ in [] },
      expected: { _ in nil }, unmatched: unmatched)
    #expect(report.hasWarnings)
    #expect(report.json.contains("did you mean `web`?"))
  }

  @Test func whatIsNotVerifiedIsShownApart() {
    var found = ServerDiscovery.Found()
    found.entries = Self.entries
    let report = ServersReport(
      found: found, openPart: { _ in nil }, running: { _ in [] }, expected: { _ in nil },
      unverified: { $0.name == "own" ? ["a.example"] : [] })
    #expect(report.rows[2].unverified == ["a.example"])
    #expect(
      report.text.contains("own: not verified a.example (catalogue); they make nothing expected"))
  }
}
