// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Servers

@Suite struct ScriptPathTests {
  @Test(
    arguments: [
      (["python3", "/opt/server.py", "-m", "x"], "/opt/server.py"),
      (["python3", "-I", "-X", "utf8", "server.py"], "server.py"),
      (["/usr/bin/python3.11", "-u", "srv.py"], "srv.py"),
      (["node", "--max-old-space-size=99", "dist/index.js", "--stdio"], "dist/index.js"),
      (["node", "--require", "a.js", "b.js"], "b.js"), (["sh", "/opt/run.sh"], "/opt/run.sh"),
      (["bash", "-e", "/opt/run.sh"], nil), (["deno", "run", "-A", "main.ts"], "main.ts"),
      (["bun", "run", "index.ts"], "index.ts"), (["deno", "run", "https://x.example/m.ts"], nil),
      (["python3", "-m", "mcp_server_time"], nil), (["python3", "-c", "import os"], nil),
      (["python3", "-"], nil), (["python3"], nil), (["sh", "-lc", "node x.js"], nil),
      (["curl", "/opt/server.py"], nil), ([], nil),
    ] as [([String], String?)])
  func isWhatTheInterpreterRuns(words: [String], script: String?) {
    let zero = Instant(nanoseconds: 0)
    let process = ProcessID(pid: 1, start: zero)
    let exec = Exec(
      time: zero, actor: Actor(process: process, thread: 1, program: .unknown), parent: process,
      previous: .unknown, executable: words.first ?? "", file: "", arguments: words, name: "",
      user: 0)
    #expect(ScriptPath.of(exec) == script)
  }
}
