// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Servers

@Suite struct TOMLLinesTests {
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
  ]) func findsTheLine(path: String, line: Int) {
    #expect(TOMLLines.lines(Array(Self.whole.utf8))[path] == line)
  }

  @Test func nothingInATextIsATable() {
    let lines = TOMLLines.lines(Array(Self.whole.utf8))
    #expect(lines["nor.this"] == nil)
    #expect(lines["key"] == nil)
  }

  /// Text that is no TOML ends the reading, and nothing else.
  @Test(arguments: [
    "[", "[[", "[a", "a", "a=", "a=[", "a={", "a=\"", "a='''", "\"", "a=\"\\", "a=\"\\u", "]", "}",
    ",", "=", ".", "a.=1", "[a]]", "a=[,", "a={,", "\r\n\r", "#", "a=\"\\UFFFFFFFF\"",
    String(repeating: "a=[", count: 5_000), String(repeating: "{a=", count: 5_000),
    String(repeating: "a.", count: 5_000),
  ]) func brokenTextEnds(text: String) {
    #expect(TOMLLines.lines(Array(text.utf8)).count <= 70)
  }

  @Test func longPathsHaveNoLine() {
    let name = String(repeating: "n", count: 3_000)
    let lines = TOMLLines.lines(Array("\(name) = [1, 2]\n".utf8))
    #expect(lines["\(name)[0]"] == nil)
    let text = "[mcp_servers.\(name)]\ncommand = \"x\"\n"
    #expect(Reading.of(text, .map(under: [["mcp_servers"]]), format: .toml).entries.count == 1)
  }
}
