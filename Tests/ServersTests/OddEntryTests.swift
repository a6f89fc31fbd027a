// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

/// Names, truths and entries that are not quite as they should be.
@Suite struct OddEntryTests {
  /// Nobody hides a server behind its name.
  @Test func oddNamesAreServersAllTheSame() {
    let long = String(repeating: "é", count: 400)
    let reading = Reading.of(
      #"{"mcpServers": {"": {"command": "a"}, "\#(long)": {"command": "b"}, " ": {"command": "c"}}}"#
    )
    #expect(reading.entries.map(Reading.line) == ["a", "b", "c"])
    #expect(reading.entries[0].name == "unnamed")
    #expect(reading.entries[1].name.utf8.count == 256)
    #expect(reading.problems.count == 2)
  }

  /// Found by scripts/fuzz: half a character became one that is longer.
  @Test func aLongNameIsCutBetweenCharacters() {
    let long = "a" + String(repeating: "é", count: 400)
    let reading = Reading.of(#"{"mcpServers": {"\#(long)": {"command": "b"}}}"#)
    #expect(reading.entries.map(\.name) == ["a" + String(repeating: "é", count: 127)])
  }

  @Test func numbersAreNames() {
    let yaml = "mcpServers:\n  - name: 12\n    command: a\n  - uses: acme/b\n  - command: c\n"
    let reading = Reading.of(yaml, .continueDev, format: .yaml)
    #expect(reading.entries.map(\.name) == ["12", "server 3"])
    #expect(
      reading.problems.map(\.text) == ["the server `acme/b` has neither a command nor a URL"])
    let toml = "[[mcp_servers]]\nname = 5\ncommand = \"b\"\n"
    let list = Reading.of(toml, .list(under: [["mcp_servers"]]), format: .toml)
    #expect(list.entries.map(\.name) == ["5"])
  }

  @Test func whatIsNoServerIsNotTold() {
    let zed =
      #"{"context_servers": {"x": {"source": "extension", "enabled": true, "settings": {}}}}"#
    #expect(Reading.of(zed, .map(under: [["context_servers"]])) == ConfigurationReading())
    let code = #"{"mcp": {"servers": null}}"#
    #expect(Reading.of(code, .visualStudioCodeNested) == ConfigurationReading())
  }

  /// A project switches a server of the user's list off; an extension brings its own command.
  @Test(arguments: [
    (#"{"enabled": false}"#, 0), (#"{"enabled": true, "remote": false, "settings": {"k": ""}}"#, 0),
    (#"{"enabled_tools": ["a"]}"#, 0), (#"{}"#, 1), (#"{"args": ["x"]}"#, 1),
    (#"{"type": "stdio", "disabled": true}"#, 1), ("1", 1),
  ]) func anOverlayIsNoProblem(entry: String, problems: Int) {
    let reading = Reading.of(#"{"mcpServers": {"s": \#(entry), "t": {"command": "x"}}}"#)
    #expect(reading.entries.map(\.name) == ["t"])
    #expect(reading.problems.count == problems)
    #expect(reading.problems.allSatisfy { $0.lost == .entry })
  }

  @Test(arguments: [
    ("https://${input:host}/sse", "https://${input:host}/sse"), ("{env:URL}", "{env:URL}"),
    ("https://a:b@${HOST}:8080/x?key=1#f", "https://${HOST}:8080/x"), ("$URL/mcp", "$URL/mcp"),
    ("https://${A:-x?y}/m", "https://${A:-x?y}/m"),
  ]) func aURLThatIsAVariableIsKeptAsItIs(url: String, shown: String) {
    let reading = Reading.of(#"{"mcpServers": {"s": {"url": "\#(url)"}}}"#)
    #expect(reading.entries.map(Reading.line) == [shown])
    #expect(reading.problems.isEmpty)
  }

  @Test func aRepeatedKeyOfYAMLIsToldAndTheRestIsRead() {
    let yaml = "extensions:\n  a: {cmd: x}\n  b: {cmd: y}\n  b: {cmd: z}\n"
    let reading = Reading.of(yaml, .goose, format: .yaml)
    #expect(reading.entries.map(Reading.line) == ["x", "z"])
    #expect(reading.problems.map(\.line) == [4])
    #expect(
      reading.problems.map(\.text) == ["`b` stands twice in one mapping; the last one counts"])
    #expect(reading.problems.map(\.lost) == [nil])
  }

  @Test func aWorkspaceListsItsFolders() {
    let text = #"{"folders": [{"path": "a/../b"}, {"path": "/c"}, {"uri": "file:///d%20e"}, {}]}"#
    let source = ConfigurationSource(
      client: "VS Code", scope: .user, format: .json, shape: .visualStudioCodeNested)
    let reading = ConfigurationReader.read(
      Array(text.utf8), file: "/w/x.code-workspace", source: source)
    #expect(reading.projects == ["/w/b", "/c", "/d e"])
    let storage = Reading.of(#"{"workspace": "file:///w/x.code-workspace"}"#, .projects)
    #expect(storage.workspaces == ["/w/x.code-workspace"])
  }

  @Test(arguments: [
    (
      #"{"mcpServers": {"a": {"command": "x"}, "b": "#, ConfigurationFormat.json,
      ConfigurationProblem.Lost.part
    ),
    (#"{"mcpServers": [1]}"#, .json, .part), ("mcpServers: [", .yaml, .file),
    ("a = ", .toml, .file),
  ]) func whatIsLostIsSaid(
    text: String, format: ConfigurationFormat, lost: ConfigurationProblem.Lost
  ) {
    let reading = Reading.of(text, format: format)
    #expect(reading.problems.map(\.lost) == [lost])
  }

  @Test(arguments: [
    (#""disabled": true"#, true), (#""disabled": "true""#, true), (#""enabled": false"#, true),
    (#""enabled": "false""#, true), (#""disabled": false"#, false), (#""enabled": true"#, false),
    (#""disabled": null"#, false), (#""disabled": 1"#, false),
  ]) func truthMayStandInQuotes(member: String, isDisabled: Bool) {
    let reading = Reading.of(#"{"mcpServers": {"s": {"command": "x", \#(member)}}}"#)
    #expect(reading.entries.map(\.isDisabled) == [isDisabled])
  }

  @Test func dataRootsAreReadFromTheRuntimesOwnSettings() {
    func docker(_ text: String) -> String? { ContainerSettings.dockerRoot(Array(text.utf8)) }
    #expect(docker(#"{"data-root": "/srv/engine"}"#) == "srv/engine")
    #expect(docker(#"{"graph": "//mnt/d"}"#) == "mnt/d")
    #expect(docker(#"{"data-root": "relative"}"#) == nil)
    #expect(docker("[") == nil)
    let storage = "[storage]\ndriver = \"overlay\"\ngraphroot = \"/data/pods\"\n"
    #expect(ContainerSettings.storageRoot(Array(storage.utf8)) == "data/pods")
    #expect(ContainerSettings.storageRoot([0]) == nil)
  }
}
