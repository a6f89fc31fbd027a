// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Testing

@testable import egret

/// `--help` of every command, as users read it: Help/COMMAND.txt.
///
/// `EGRET_RECORD=1` writes them anew and fails, so that no run that records can pass for one that
/// checked.
@Suite struct HelpTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Help")

  private static let commands: [any ParsableCommand.Type] =
    [Egret.self] + Egret.configuration.subcommands

  private static func name(_ command: any ParsableCommand.Type) -> String {
    command == Egret.self ? "egret" : command._commandName
  }

  @Test(arguments: commands.map(name))
  func helpIsAsRecorded(name: String) throws {
    let command = try #require(Self.commands.first { Self.name($0) == name })
    let help = Egret.helpMessage(for: command, columns: 80) + "\n"
    let file = Self.folder.appending(path: name + ".txt")
    if ProcessInfo.processInfo.environment["EGRET_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: Self.folder, withIntermediateDirectories: true)
      try Data(help.utf8).write(to: file)
      Issue.record("recorded: look at the difference, then run without EGRET_RECORD")
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    #expect(recorded == help, "where this is meant: EGRET_RECORD=1")
  }

  @Test func noTextIsLeftOver() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(files) == Set(Self.commands.map { Self.name($0) + ".txt" }))
  }
}
