// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Kernel
import Servers

/// `egret servers`: what MCP servers are configured, and what there is to say about each.
struct ServersCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "servers",
    abstract: "List the MCP servers of the clients' configurations.",
    discussion: """
      Reads the configurations of every local user, as anyone but root only your own, and those of \
      the projects they list. Nothing is started and no value of a variable is kept or shown. \
      Does not need root.

      Exit status: 0 listed; 1 with --strict where there are warnings; 2 a directory given with \
      --home could not be read; 64 wrong usage.
      """)

  @Option(help: "text (a table for people) or json (for programs).")
  var format: Format = .text

  @Option(help: "Read configurations below DIR instead of in every user's home. Repeatable.")
  var home: [String] = []

  @Flag(help: "Exit with 1 where there are warnings.")
  var strict = false

  func run() throws {
    let found = ServerDiscovery.discover(homes: home)
    let report = ServersReport(
      found: found, isProgramWritable: UserFiles.isWorldWritable, running: { _ in [] },
      expected: ServersReport.configured)
    for problem in found.problems {
      FileHandle.standardError.write(Data("egret: \(problem)\n".utf8))
    }
    print(format == .json ? report.json : report.text, terminator: "")
    let isUnreadable = found.problems.contains { home.contains($0.file) }
    if isUnreadable { throw ExitCode(2) }
    if strict, report.hasWarnings { throw ExitCode(1) }
  }
}
