// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Testing

@testable import Alerts

/// What a log keeps of a command line: no credential, and still the same alert.
@Suite struct RecordedCommandTests {
  static let commands: [[String]] = [
    ["node", "--token=ghp_0123456789abcdef", "--api-key", "s3cr3t-value", "x"],
    [
      "curl", "-u", "ada:hunter2-hunter2",
      "https://ada:hunter2-hunter2@h.example/?key=hunter2-hunter2",
    ],
    ["sh", "-c", "curl -H 'Authorization: Bearer hunter2-hunter2' x"],
    ["env", "API_TOKEN=hunter2-hunter2", "python3", "-m", "server"],
    ["x", "{\"password\": \"hunter2-hunter2\", \"a\": 1}", "-----BEGIN KEY-----\nhunter2-hunter2"],
    ["x", "--password", "--other", "sk-hunter2-hunter2", "", "é\u{1b}"],
  ]

  private func line(_ arguments: [String], isCut: Bool) -> String {
    ShownCommand(
      FindingProcess(
        id: ProcessID(pid: 1, start: Instant(nanoseconds: 1)), name: "x", path: "/x",
        arguments: arguments, argumentsAreCut: isCut, user: 0)
    ).line
  }

  @Test(arguments: commands, [false, true]) func theAlertIsTheSame(command: [String], isCut: Bool) {
    let kept = RecordedCommand.kept(command, isCut: isCut)
    #expect(line(kept, isCut: isCut) == line(command, isCut: isCut))
    #expect(RecordedCommand.kept(kept, isCut: isCut) == kept)
    for secret in ["hunter2-hunter2", "s3cr3t-value", "0123456789abcdef"] {
      #expect(!kept.contains { $0.contains(secret) })
    }
  }

  @Test func aVariableOfAConfigurationStays() {
    let command = ["x", "--token=${input:token}", "--api-key", "{env:KEY}", "--key", "abcdefgh"]
    #expect(
      RecordedCommand.kept(command)
        == ["x", "--token=${input:token}", "--api-key", "{env:KEY}", "--key", "***"])
  }
}
