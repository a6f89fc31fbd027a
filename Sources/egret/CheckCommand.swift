// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Policies

/// `egret check FILE`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Read a policy as `run` would, and say what is wrong with it.",
    discussion: """
      Needs no root. Diagnostics go to stdout, one a line: FILE:LINE:COLUMN: error|warning: TEXT. \
      An error makes `run` refuse the file; a warning does not.
      Exit: 0 nothing to say, 1 diagnostics found, 2 the file could not be read, 64 wrong usage.
      """)

  @Argument(help: "The policy file.") var file: String

  func run() throws {
    let reading: PolicyReading
    do { reading = try PolicyFile(path: file).read().reading } catch {
      Terminal.say("egret check: \(error)")
      throw ExitCode(2)
    }
    for diagnostic in reading.diagnostics { print(diagnostic) }
    Terminal.say(Self.summary(reading, of: file))
    if !reading.diagnostics.isEmpty { throw ExitCode(1) }
  }

  static func summary(_ reading: PolicyReading, of file: String) -> String {
    let errors = reading.diagnostics.count { $0.level == .error }
    let warnings = reading.diagnostics.count - errors
    guard let policy = reading.policy else {
      return "egret check: \(file) is refused: errors: \(errors), warnings: \(warnings)"
    }
    let word = warnings == 0 ? "is in order" : "can be used, warnings: \(warnings)"
    return "egret check: \(file) \(word) (servers: \(policy.servers.count))"
  }
}
