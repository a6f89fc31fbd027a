// SPDX-License-Identifier: Apache-2.0

import Sinks
import Testing

@Suite struct OutputTests {
  @Test(arguments: [
    ("stdout", Output.stdout),
    ("file:/var/log/egret.ndjson", .file(path: "/var/log/egret.ndjson", access: nil)),
    ("file:a:b,c", .file(path: "a:b,c", access: nil)),
    (
      "file:a,mode=0640,group=adm",
      .file(path: "a", access: FileAccess(mode: 0o640, group: "adm"))
    ),
    ("file:a,group=adm", .file(path: "a", access: FileAccess(mode: 0o640, group: "adm"))),
    ("file:a,mode=600", .file(path: "a", access: FileAccess(mode: 0o600, group: nil))),
    ("syslog", .syslog(socket: "/dev/log")), ("syslog:/run/log", .syslog(socket: "/run/log")),
    ("journal", .journal(socket: "/run/systemd/journal/socket")),
    ("journal:/run/j", .journal(socket: "/run/j")),
  ])
  func reads(text: String, output: Output) throws {
    #expect(try Output.parse(text) == output)
  }

  @Test(arguments: [
    "", "stdout:", "file", "file:", "syslog:", "tcp:host", "STDOUT", "file:a\0b", "journal:",
    "file:a,mode=0666", "file:a,mode=0660", "file:a,mode=4755", "file:a,mode=x", "file:a,group=",
    "file:,mode=0640", "file:a,mode=0400",
  ])
  func refuses(text: String) {
    #expect(throws: SinkError.unknownOutput(text)) { try Output.parse(text) }
  }

  @Test func saysWhatToDo() {
    let text = SinkError.unknownOutput("tcp:host").description
    #expect(text.contains("tcp:host") && text.contains("file:PATH"))
  }
}
