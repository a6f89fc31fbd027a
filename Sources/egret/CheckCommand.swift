// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Policies

/// `egret check FILE`.
struct CheckCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Read a policy as `run` would, and say what is wrong with it.",
    discussion: """
      Needs no root. Diagnostics go to stdout, one a line: FILE:LINE:COLUMN: error|warning: WHAT; \
      WHAT TO DO. On a terminal the line of the file follows, with a caret. An error makes `run` \
      refuse the file; a warning does not. Entries that fit no server of the clients' configurations \
      are warned of, as far as this user may read those; where they list none, nothing is said of it.
      Exit: 0 no error, 1 errors found, with --strict also warnings, 2 the policy could not be read, \
      64 wrong usage.
      """)

  @Option(help: "text (for people) or json (for programs).") var format: Format = .text

  @Flag(help: "Exit with 1 where there are warnings, too.") var strict = false

  @Option(help: "Read clients' configurations below DIR, not in every home; may be given again.")
  var home: [String] = []

  @Argument(help: "The policy: a file, or a folder of them.") var file: String

  func run() throws {
    let source: PolicySource
    do { source = try PolicySource(path: file) } catch {
      Terminal.say("egret check: \(error)")
      throw ExitCode(2)
    }
    let policy = source.reading.policy
    let unmatched = try policy.map(unmatched) ?? []
    let ended = policy?.endedSuppressions(on: PolicyInForce.today) ?? []
    let shown = ShownDiagnostics(
      diagnostics: source.reading.diagnostics + unmatched + ended, texts: source.texts)
    switch format {
    case .text: shown.lines(onTerminal: Terminal.columns != nil).forEach { print($0) }
    case .json: print(shown.json(servers: policy?.servers.count), terminator: "")
    }
    Terminal.say(Self.summary(shown, policy, of: file))
    if shown.errors > 0 || (strict && shown.warnings > 0) { throw ExitCode(1) }
  }

  private func unmatched(_ policy: Policy) throws -> [Diagnostic] {
    do throws(ClosedHomeError) {
      return policy.unmatched(among: try ConfiguredSubjects.all(homes: home))
    } catch {
      Terminal.say("egret check: \(error)")
      throw ExitCode(2)
    }
  }

  static func summary(_ shown: ShownDiagnostics, _ policy: Policy?, of file: String) -> String {
    guard let policy else {
      return "egret check: \(file) is refused: errors: \(shown.errors), warnings: \(shown.warnings)"
    }
    let word = shown.warnings == 0 ? "is in order" : "can be used, warnings: \(shown.warnings)"
    return "egret check: \(file) \(word) (servers: \(policy.servers.count))"
  }
}
