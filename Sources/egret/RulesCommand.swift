// SPDX-License-Identifier: Apache-2.0

import Alerts
import ArgumentParser
import Glibc

/// `egret rules`.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List every rule: when it fires, how severe it is, and what to do.",
    discussion: "Needs no root.")

  @Option(help: "text (for people) or json (for programs).") var format: ListFormat = .text

  func run() throws {
    let table = RuleTable()
    try ByteStream.write(format == .json ? table.json : Array(table.text.utf8), to: STDOUT_FILENO)
  }
}
