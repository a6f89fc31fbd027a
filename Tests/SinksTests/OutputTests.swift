// SPDX-License-Identifier: Apache-2.0

import Sinks
import Testing

@Suite struct OutputTests {
  @Test(arguments: [
    ("stdout", Output.stdout), ("file:/var/log/egret.ndjson", .file(path: "/var/log/egret.ndjson")),
    ("file:a:b", .file(path: "a:b")), ("syslog", .syslog(socket: "/dev/log")),
    ("syslog:/run/log", .syslog(socket: "/run/log")),
  ])
  func reads(text: String, output: Output) throws {
    #expect(try Output.parse(text) == output)
  }

  @Test(arguments: ["", "stdout:", "file", "file:", "syslog:", "tcp:host", "STDOUT", "file:a\0b"])
  func refuses(text: String) {
    #expect(throws: SinkError.unknownOutput(text)) { try Output.parse(text) }
  }

  @Test func saysWhatToDo() {
    let text = SinkError.unknownOutput("tcp:host").description
    #expect(text.contains("tcp:host") && text.contains("file:PATH"))
  }
}
