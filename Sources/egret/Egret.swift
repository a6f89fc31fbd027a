// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The command line's root.
@main struct Egret: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "egret", abstract: "Watches where MCP servers send data, and says so.",
    version: version,
    subcommands: [
      RunCommand.self, LearnCommand.self, ServersCommand.self, CheckCommand.self,
      ReplayCommand.self, ExplainCommand.self, RulesCommand.self, FieldsCommand.self,
      DoctorCommand.self,
    ])

  static let version = "0.1.0"
}
