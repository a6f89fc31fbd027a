// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Monitoring
import Policies
import Servers

/// `egret explain --server NAME HOST`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say whether a server is expected to reach an endpoint, and which rule says so.",
    discussion: """
      Asks the judge of `run`, for a server that serves. Needs no root and looks nothing up: a host name is judged as if it resolved to a public \
      address; for another, give the address with --name. Proxies are those of the policy, the \
      machine and --proxy; `egret servers` has those of entries, and of what started a server.
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
  @Option(help: "A proxy that its entry names, HOST:PORT.") var proxy: [String] = []
  @Argument(
    help:
      "HOST_OR_ADDRESS[:PORT][/PROTOCOL], IPv6 in brackets; without a port 443; or unix:/PATH, unix:@NAME."
  )
  var endpoint: String

  func validate() throws {
    if server.isEmpty { throw ValidationError("--server NAME is missing") }
    if let fault = package.flatMap(PackageName.fault) {
      throw ValidationError("--package: \(fault)")
    }
    // The value may hold a password, and is not shown.
    if proxy.contains(where: { ProxySetting.endpoints($0).isEmpty }) {
      throw ValidationError("--proxy names no proxy; write HOST:PORT")
    }
    do throws(ExplanationError) { _ = try Explanation.Target(endpoint) } catch {
      throw ValidationError(error.description)
    }
  }

  func run() throws {
    let target = try Explanation.Target(endpoint)
    let (policy, subject) = (try loaded(), subject)
    let explanation = Explanation(
      target: target, names: name,
      inquiry: Inquiry(
        policy, subject, proxies: NamedProxies(machine: ProxyConfiguration().machine)),
      unverified: policy.unverified(for: subject), nearMiss: policy.nearMiss(for: subject))
    for line in explanation.lines { print(line) }
    if !explanation.isExpected { throw ExitCode(1) }
  }

  private var subject: Subject {
    Subject(
      names: server, package: package, program: command, client: client,
      proxies: ProxySetting.endpoints(proxy))
  }

  private func loaded() throws -> Policy {
    do { return try PolicyInForce(path: policy).policy } catch {
      Terminal.say("egret explain: \(error)")
      throw ExitCode(2)
    }
  }
}
