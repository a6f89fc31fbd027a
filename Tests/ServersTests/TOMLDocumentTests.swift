// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

@Suite struct TOMLDocumentTests {
  private static let whole = """
    \u{FEFF}model = "x" # [no.table]
    text = \"\"\"
    [nor.this]
    key = 1 \"\"\"\"\"
    [mcp_servers."q.d o\\"t\\u00e9"]
    url = 'https://x.com'
    [mcp_servers.a.env]
    K = "v"
    [mcp_servers]
    inline = {command = "m", args = [1,
      "two"], env = {X = "]"}}
    b.command = "c"
    [[list]]
    name = "x"
    [list.below]
    [[list]]
      name = "y"
    [mcp]
    stdio_servers = [ # first
      {name = "o"}, [1, 2],

      "z",
    ]
    """

  @Test(arguments: [
    ("model", 1), ("text", 2), ("mcp_servers.q.d o\"té", 5), ("mcp_servers.q.d o\"té.url", 6),
    ("mcp_servers.a", 7), ("mcp_servers.a.env", 7), ("mcp_servers.a.env.K", 8), ("mcp_servers", 9),
    ("mcp_servers.inline", 10), ("mcp_servers.inline.args[1]", 11),
    ("mcp_servers.inline.env.X", 11), ("mcp_servers.b", 12), ("mcp_servers.b.command", 12),
    ("list[0]", 13), ("list[0].below", 15), ("list[1]", 16), ("list[1].name", 17),
    ("mcp.stdio_servers", 19), ("mcp.stdio_servers[0].name", 20), ("mcp.stdio_servers[1][1]", 20),
    ("mcp.stdio_servers[2]", 22),
  ]) func knowsTheLine(path: String, line: Int) throws {
    #expect(lines(Self.whole)[path] == line)
  }

  @Test func nothingInATextIsATable() {
    let lines = lines(Self.whole)
    #expect(lines["nor.this"] == nil)
    #expect(lines["key"] == nil)
  }

  /// The lines of all values, by their paths.
  private func lines(_ text: String) -> [String: Int] {
    var lines: [String: Int] = [:]
    func note(_ value: ConfigurationValue, _ path: String) {
      lines[path] = value.line
      for member in value.members ?? [] {
        note(member.value, path.isEmpty ? member.name : path + "." + member.name)
      }
      for (index, item) in (value.list ?? []).enumerated() { note(item, "\(path)[\(index)]") }
    }
    if let value = TOMLDocument.parse(Array(text.utf8)).value { note(value, "") }
    return lines
  }

  private func value(_ text: String) -> ConfigurationValue? {
    TOMLDocument.parse(Array("a = \(text)\n".utf8)).value?["a"]
  }

  /// Text that is no TOML ends the reading, and nothing else.
  @Test(arguments: [
    "[", "[[", "[a", "a", "a=", "a=[", "a={", "a=\"", "a='''", "\"", "a=\"\\", "a=\"\\u", "]", "}",
    ",", "=", ".", "a.=1", "[a]]", "a=[,", "a={,", "\r\n\r=", "a=\"\\UFFFFFFFF\"",
    String(repeating: "a=[", count: 5_000), String(repeating: "{a=", count: 5_000),
    String(repeating: "a.", count: 5_000), "[{a]", "[ \n a]", "[\"a\"b]", "a=1 b=2", "a='\n'",
    "a=[1 2]", "a={b=1 c=2}", "\u{e9}=1", "a=\"\u{1b}\"",
  ]) func brokenTextIsAProblem(text: String) {
    let read = TOMLDocument.parse(Array(text.utf8))
    #expect(read.value == nil)
    #expect(read.problems.count == 1)
  }

  /// Found by scripts/fuzz: the library that was used before ended the process at a header whose name
  /// begins as no name can.
  @Test func aHeaderWithoutANameEndsNothing() {
    let read = TOMLDocument.parse(Array("[core]\nx = 1\n[{mcp]\n".utf8))
    #expect(read.problems == [ConfigurationProblem(line: 3, text: "not valid TOML", lost: .file)])
    let json = TOMLDocument.parse(Array("[\n  {\"id\": 1}\n]\n".utf8))
    #expect(json.problems.map(\.text) == ["not valid TOML"])
  }

  @Test(arguments: [
    (#""a\tb\"\\""#, "a\tb\"\\"), (#"'a\b'"#, #"a\b"#),
    (#""\u00e9\U0001f600\x41\e""#, "é😀A\u{1b}"), ("\"\"\"\nx\n\"\"y\"\"\"\"\"", "x\n\"\"y\"\""),
    ("'''\nx''y'''", "x''y"), ("\"\"\"a\\\n   b\"\"\"", "ab"), ("\"\"", ""), ("''''''", ""),
    ("\"\"\"\r\nx\"\"\"", "x"),
  ]) func textsAreRead(text: String, expected: String) {
    #expect(value(text)?.content == .string(expected))
  }

  @Test(arguments: [
    ("1", "1"), ("+1_000", "+1000"), ("-0", "-0"), ("0x1F", "0x1F"), ("0o17", "0o17"),
    ("0b1", "0b1"), ("1.5", "1.5"), ("6.6e-3", "6.6e-3"), ("1e06", "1e06"), ("-inf", "-inf"),
    ("nan", "nan"),
  ]) func numbersAreKeptAsSpelled(text: String, expected: String) {
    #expect(value(text)?.content == .number(expected))
  }

  @Test(arguments: [
    "01", "1_", "_1", "1__0", "1.", ".5", "1.e2", "0x", "0xg", "1e", "99999999999999999999", "tru",
    "--1", "+0x1f", "1.2.3", "yes", "infinity", "1-2",
  ]) func whatIsNoNumberIsAProblem(text: String) {
    #expect(value(text) == nil)
    #expect(TOMLDocument.parse(Array("a = \(text)".utf8)).problems.count == 1)
  }

  @Test(arguments: [
    "1979-05-27T07:32:00Z", "1979-05-27 07:32:00.5+01:00", "1979-05-27", "07:32:00", "07:32",
  ]) func timesAreLeftOut(text: String) {
    let read = TOMLDocument.parse(Array("a = \(text) # when\nb = 1\n".utf8))
    #expect(read.problems.isEmpty)
    #expect(read.value?.members?.map(\.name) == ["b"])
  }

  /// What toml.io calls invalid: the same name twice, in any way.
  @Test(arguments: [
    "a=1\na=2", "[a]\n[a]", "a=1\n[a]", "[a]\nb=1\n[a.b]", "[[a]]\n[a]", "a=[]\n[[a]]",
    "a={}\n[a.b]", "a={}\na.b=1", "a.b=1\n[a]", "[a.b]\n[a]\nb.c=1", "a={b=1,b=2}",
    "a={b=1,b.c=2}", "[a]\n[[a]]", "a.b=1\na=2", "[[a.b]]\n[a]\nb.c=1",
  ]) func aNameStandsOnce(text: String) {
    #expect(TOMLDocument.parse(Array(text.utf8)).problems.count == 1)
  }

  @Test(arguments: [
    "[a.b]\n[a]", "[a]\nb.c=1\nb.d=2", "[[a]]\n[[a]]\n[a.b]", "[a.b.c]\n[a.b]\n[a]",
    "a={b.c=1, b.d=2}", "[a]\nb.c=1\n[a.b.d]", "a=[{b=1},{b=1}]", "a={b=1,\n c=[1,\n2,],\n}",
    "\"\"=1", "1=2\n-=3", "a = 1 # x\r\nb = 2\r\n", "", "# only", "[ a . \"b.c\" ]",
  ]) func whatIsAllowedIsRead(text: String) {
    let read = TOMLDocument.parse(Array(text.utf8))
    #expect(read.problems.isEmpty)
    #expect(read.value != nil)
  }

  @Test func membersKeepTheFilesOrder() {
    let value = TOMLDocument.parse(Array("z=1\n[b]\nx=1\n[a]\n[b.c]\n".utf8)).value
    #expect(value?.members?.map(\.name) == ["z", "b", "a"])
    #expect(value?["b"]?.members?.map(\.name) == ["x", "c"])
  }

  /// Files that are costly, each in its way, are read or refused.
  @Test func sizeIsBounded() {
    let same = "[a]\n" + String(repeating: "b.c.d = 1\n", count: 100_000)
    let many = (0..<210_000).map { "k\($0)=1\n" }.joined()
    let items = String(repeating: "[[a.b]]\nx=1\n", count: 110_000)
    for text in [same, many, items] {
      #expect(TOMLDocument.parse(Array(text.utf8)).problems.count == 1)
    }
    let long = "a = [" + String(repeating: "1,", count: 150_000) + "]"
    #expect(TOMLDocument.parse(Array(long.utf8)).value?["a"]?.list?.count == 150_000)
  }

  @Test func longNamesAreRead() {
    let name = String(repeating: "n", count: 3_000)
    let text = "[mcp_servers.\(name)]\ncommand = \"x\"\n"
    #expect(Reading.of(text, .map(under: [["mcp_servers"]]), format: .toml).entries.count == 1)
  }
}
