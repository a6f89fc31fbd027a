// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Disclosure
import Policies

/// The command line's root.
@main struct Egret: ParsableCommand {
  /// A misspelt command is told before the parser, which would call it an unexpected argument.
  static func main() {
    if let line = misspelling(Array(CommandLine.arguments.dropFirst())) {
      Terminal.say(line)
      exit(withError: ExitCode(64))
    }
    main(nil)
  }

  /// What to say of a first word that is no command; nil where it is one, or an option.
  static func misspelling(_ arguments: [String]) -> String? {
    let names = configuration.subcommands.map { $0._commandName }
    guard let word = arguments.first, !word.hasPrefix("-"), !(names + ["help"]).contains(word)
    else {
      return nil
    }
    let advice =
      Spelling.nearest(to: word, among: names).map { "did you mean `\($0)`?" }
      ?? "the commands are \(names.joined(separator: ", "))"
    return "egret: there is no command \(ShownText.quoted(word)); \(advice)"
  }

  static let configuration = CommandConfiguration(
    commandName: "egret", abstract: "Watches where MCP servers send data, and says so.",
    version: version,
    subcommands: [
      RunCommand.self, LearnCommand.self, ServersCommand.self, CheckCommand.self,
      ReplayCommand.self, ExplainCommand.self, CatalogueCommand.self, SchemaCommand.self,
      RulesCommand.self, FieldsCommand.self,
      DoctorCommand.self,
    ])

  static let version = "0.1.0"
}
