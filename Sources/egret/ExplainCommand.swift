// SPDX-License-Identifier: Apache-2.0

import Alerts
import ArgumentParser
import Monitoring
import Policies
import Servers

/// `egret explain ALERT`, `egret explain --server NAME HOST`.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract:
      "Tell the story of an alert; or say whether a server is expected to reach an endpoint.",
    usage: """
      egret explain LINE
      egret explain FILE|- [UID]
      egret explain --server NAME [OPTIONS] ENDPOINT
      """,
    discussion: """
      An alert: its line (OCSF or ECS), or a file or - (stdin) with the uid of the line or of the finding; without a \
      uid the only alert that is there. Says what happened, why it is unexpected, what was at stake, what to do, and the \
      policy's line that would expect it.
      An endpoint: asks the judge of `run`, for a server that serves. Needs no root and asks no resolver: a host name is \
      judged as if it resolved to a public address, where the hosts file has none; for another, give the address with --name. Proxies are those of the \
      policy, the machine and --proxy; `egret servers` has those of entries, and of what started a server. Resolvers and \
      the hosts file are the machine's; a container has its own.
      Exit: 0 expected, or explained; 1 not expected, 2 the policy or the alert could not be read, 64 wrong usage.
      """)

  @Option(help: "The policy file; without it \(PolicyFile.defaultPath) if it is there.")
  var policy: String?
  @Option(help: "The server's name in the client's configuration; several if it is in doubt.")
  var server: [String] = []
  @Option(help: "Its package: npm:NAME, pypi:NAME or oci:IMAGE.") var package: String?
  @Option(help: "The command of its entry.") var command: String = ""
  @Option(help: "The MCP client, as in `match`.") var client: String = ""
  @Option(help: "A name that a trusted resolver gave for the address.") var name: [String] = []
  @Option(help: "A proxy that its entry names, HOST:PORT.") var proxy: [String] = []
  @Argument(
    help: ArgumentHelp(
      "An alert's line, a file of them or - (stdin); with --server HOST_OR_ADDRESS[:PORT][/PROTOCOL], IPv6 in brackets; "
        + "without a port 443; or unix:/PATH, unix:@NAME.", valueName: "subject"))
  var subject: String
  @Argument(help: "The uid of an alert in a file, or on stdin.") var uid: String?

  func validate() throws {
    if server.isEmpty { return try validateAlert() }
    if uid != nil { throw ValidationError("--server takes one endpoint, and no uid") }
    if let fault = package.flatMap(PackageName.fault) {
      throw ValidationError("--package: \(fault)")
    }
    // The value may hold a password, and is not shown.
    if proxy.contains(where: { ProxySetting.endpoints($0).isEmpty }) {
      throw ValidationError("--proxy names no proxy; write HOST:PORT")
    }
    do throws(ExplanationError) { _ = try Explanation.Target(subject) } catch {
      throw ValidationError(error.description)
    }
  }

  private func validateAlert() throws {
    let isAsked =
      policy != nil || package != nil || !command.isEmpty || !client.isEmpty || !name.isEmpty
      || !proxy.isEmpty
    if isAsked { throw ValidationError("--server NAME is missing") }
    if let fault = AlertSource(subject, uid: uid).fault { throw ValidationError(fault) }
  }

  func run() throws {
    if server.isEmpty { return try explainAlert() }
    let target = try Explanation.Target(subject)
    let (policy, asked, machine) = (try loaded(), asked, MachineResolution())
    let explanation = Explanation(
      target: target, names: name,
      inquiry: Inquiry(
        policy, asked, proxies: NamedProxies(machine: ProxyConfiguration().machine),
        resolvers: machine.resolvers),
      hosts: machine.hosts, unverified: policy.unverified(for: asked),
      nearMiss: policy.nearMiss(for: asked))
    for line in explanation.lines { print(line) }
    if !explanation.isExpected { throw ExitCode(1) }
  }

  private func explainAlert() throws {
    let source = AlertSource(subject, uid: uid)
    do {
      print(try source.story().text, terminator: "")
    } catch let error as AlertSearchError {
      throw failure("\(source.name): \(error.description)")
    } catch {
      throw failure("cannot read \(source.name): \(error)")
    }
  }

  private var asked: Subject {
    Subject(
      names: server, package: package, program: command, client: client,
      proxies: ProxySetting.endpoints(proxy))
  }

  private func loaded() throws -> Policy {
    do { return try PolicyInForce(path: policy).policy } catch { throw failure("\(error)") }
  }

  private func failure(_ text: String) -> ExitCode {
    Terminal.say("egret explain: \(text)")
    return ExitCode(2)
  }
}
