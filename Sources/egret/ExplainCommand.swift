// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Policies

/// `egret explain --server NAME HOST`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say whether a server is expected to reach an endpoint, and which rule says so.",
    discussion: """
      Needs no root and looks nothing up: a host name is judged as if it resolved to a public \
      address; for another, give the address with --name.
      Exit: 0 expected, 1 not expected, 2 the policy could not be used, 64 wrong usage.
      """)

  @Option(help: "The policy file; without it \(PolicyFile.defaultPath) if it is there.")
  var policy: String?
  @Option(help: "The server's name in the client's configuration; several if it is in doubt.")
  var server: [String]
  @Option(help: "Its package: npm:NAME, pypi:NAME or oci:IMAGE.") var package: String?
  @Option(help: "The command of its entry.") var command: String = ""
  @Option(help: "The MCP client, as in `match`.") var client: String = ""
  @Option(help: "A name that a trusted resolver gave for the address.") var name: [String] = []
  @Argument(help: "HOST_OR_ADDRESS[:PORT][/PROTOCOL], IPv6 in brackets; without a port 443.")
  var endpoint: String

  func validate() throws {
    if server.isEmpty { throw ValidationError("--server NAME is missing") }
    do throws(ExplanationError) { _ = try Explanation.Target(endpoint) } catch {
      throw ValidationError(error.description)
    }
  }

  func run() throws {
    let target = try Explanation.Target(endpoint)
    let explanation = Explanation(target: target, names: name, expectations: try expectations())
    for line in explanation.lines { print(line) }
    if !explanation.isExpected { throw ExitCode(1) }
  }

  private func expectations() throws -> Expectations {
    let subject = Subject(names: server, package: package, program: command, client: client)
    return try loaded().expectations(for: subject)
  }

  private func loaded() throws -> Policy {
    do { return try PolicyInForce(path: policy).policy } catch {
      Terminal.say("egret explain: \(error)")
      throw ExitCode(2)
    }
  }
}
