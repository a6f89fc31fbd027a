// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Servers

@Suite struct ProgramNameTests {
  @Test(arguments: [
    (["python3", "-m", "mcp_server_time", "--tz", "UTC"], "mcp_server_time"),
    (["/v/bin/python", "-I", "-m", "weather"], "weather"),
    (["python3.11", "/opt/weather/server.py"], "weather"),
    (["python", "/v/lib/python3.11/site-packages/mcp_time/__main__.py"], "mcp_time"),
    (["python", "stocks.py"], "stocks.py"),
    (["node", "/opt/demo/dist/index.js", "--root", "/"], "demo"),
    (["node", "--import", "x", "/p/node_modules/@acme/mcp-demo/build/cli.js"], "@acme/mcp-demo"),
    (["node", "/h/_npx/0123456789abcdef/node_modules/.bin/mcp-demo"], "mcp-demo"),
    (["bash", "-c", "python -m weather"], "weather"),
    (["env", "A=b", "node", "/opt/demo/index.js"], "demo"),
    (["mcp-proxy", "--port", "1", "python", "-m", "weather"], "weather"),
    (["deno", "run", "-A", "/opt/demo/main.ts"], "demo"),
    (["sh", "/opt/start.sh"], "start.sh"),
  ])
  func interpretersAreNoNames(words: [String], name: String) {
    #expect(ProgramName.of(Made.exec(words)) == name)
  }

  @Test(arguments: [
    ["/opt/my-server", "--root"], ["python3"], ["python", "-c", "import x"], ["node", "-e", "1"],
    ["bash"], [""], [],
  ])
  func otherCommandsHaveNone(words: [String]) {
    #expect(ProgramName.of(Made.exec(words)) == nil)
  }

  @Test func hostileNamesAreEscapedAndShort() {
    let module = "a\u{1b}[2J" + String(repeating: "x", count: 999)
    let name = ProgramName.of(Made.exec(["python", "-m", module]))
    #expect(name?.contains("\u{1b}") == false)
    #expect((name ?? "").count < 200)
  }
}
