// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Discovery
import Kernel
import Policies
import Servers

/// `egret servers`: what MCP servers are configured, which run, and what there is to say about each.
struct ServersCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "servers",
    abstract: "List the MCP servers of the clients' configurations.",
    discussion: """
      Reads the configurations of every local user, as anyone but root only your own, and those of \
      the projects they list or that running clients work in. Shows the pids of those that run; as \
      anyone but root only of your own. Nothing is started, and of the values of variables only \
      host and port of a proxy are kept and shown. Proxies are those that count: by the policy, the \
      entry, the machine, and, of those that run, the process that started it. Beside what is \
      expected stand the hosts that the package's own files name; these make nothing expected. \
      Credentials are named by the service that they open, and those that the server has no \
      business with as surplus. Does not need root.

      Exit status: 0 listed; 1 with --strict where there are warnings, surplus credentials, or a file that could not be \
      read whole; 2 a directory given with \
      --home, or the policy, could not be read; 64 wrong usage.
      """)

  @Option(help: "text (a table for people) or json (for programs).")
  var format: Format = .text

  @Option(help: "Read configurations below DIR instead of in every user's home. Repeatable.")
  var home: [String] = []

  @Option(help: "The policy file; without it \(PolicyFile.defaultPath) if it is there.")
  var policy: String?

  @Flag(
    help:
      "Exit with 1 where there are warnings, surplus credentials, or a file could not be read whole."
  )
  var strict = false

  func run() throws {
    let policy = try loaded()
    let processes = RunningServers.processes()
    var clients = RunningClients(homes: home)
    for process in processes { _ = clients.note(process, isBelowClient: false) }
    let unread = MountProbes().unread()
    var found = ServerDiscovery.discover(homes: home, clients: clients, unread: unread)
    let running = RunningServers(entries: found.entries, policy: policy, processes: processes)
    let listed = found.entries.map(Subject.init)
    found.entries += policy.runs.map { Self.entry($0.server) }
    let runs = Dictionary(
      policy.runs.map { (Self.entry($0.server), $0.run.description) }, uniquingKeysWith: { $1 })
    let machine = ProxyConfiguration().machine
    let packages = EntryPackages(processes: processes)
    let report = ServersReport(
      found: found,
      openPart: { unread.reason($0) == nil ? UserFiles.worldWritablePart(of: $0) : nil },
      running: running.pids, written: { runs[$0] },
      expected: { ServersReport.expected(of: $0, by: policy) },
      proxies: { entry in
        let starters = running.starters(of: entry).flatMap(ProxyConfiguration.proxies)
        return ServersReport.proxies(
          of: entry, by: policy, named: NamedProxies(machine: machine, starter: starters))
      },
      unverified: { policy.unverified(for: Subject($0)) },
      unmatched: policy.unmatched(among: listed),
      package: { packages.facts(of: $0, running: running.pids(of: $0)) },
      doubts: packages.doubts,
      credentials: { packages.credentials(of: $0, running: running.pids(of: $0)) },
      needs: { policy.needs(for: [Subject($0)]) })
    for problem in found.problems { Terminal.say("egret servers: \(problem)") }
    let isUnreadable = !found.closedHomes.isEmpty
    if !isUnreadable || !found.entries.isEmpty {
      print(format == .json ? report.json : report.text(columns: Terminal.columns), terminator: "")
    }
    if isUnreadable { throw ExitCode(2) }
    if strict, report.hasWarnings { throw ExitCode(1) }
  }

  private static func entry(_ server: PolicyServer) -> ServerEntry {
    Recognition.entry(server.name, file: server.place.file, line: server.place.line)
  }

  private func loaded() throws -> Policy {
    do { return try PolicyInForce(path: policy).policy } catch {
      Terminal.say("egret servers: \(error)")
      throw ExitCode(2)
    }
  }
}
