// SPDX-License-Identifier: Apache-2.0

import Alerts
import ArgumentParser
import Glibc

/// `egret fields`.
struct FieldsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fields",
    abstract: "List every field of the stream, in OCSF and ECS, and what it is.",
    discussion: "Needs no root.")

  @Option(help: "text (for people) or json (for programs).") var format: ListFormat = .text

  func run() throws {
    let table = FieldTable()
    try ByteStream.write(format == .json ? table.json : Array(table.text.utf8), to: STDOUT_FILENO)
  }
}
