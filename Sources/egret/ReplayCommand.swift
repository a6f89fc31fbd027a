// SPDX-License-Identifier: Apache-2.0

import Alerts
import ArgumentParser
import Disclosure
import Discovery
import Events
import Glibc
import Kernel
import Servers

/// `egret replay FILE`.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Judge a recorded event log again.",
    discussion: """
      Needs no root. Reads what `egret run --record FILE` wrote and writes the alerts that the run \
      would have written, to stdout. With the same policy they are the same bytes; what the run \
      said of itself (start, heartbeat, stop) is left out.
      Exit: 0 no alerts, 1 alerts, 2 the log or the policy could not be read, 64 wrong usage.
      """)

  @Argument(help: "The event log; - is stdin.") var file: String

  @Option(
    help:
      "The policy, a file or a folder; without it /etc/egret/policy.yaml and /etc/egret/policy.d, if they are there."
  )
  var policy: String?

  @Option(help: "ocsf, ecs or text; without it the run's own.") var format: AlertFormat?

  @Option(
    help: """
      Read clients' configurations below DIR in place of the servers that the log names; may be \
      given again.
      """)
  var home: [String] = []

  @Flag(help: "Tell every flow of a server too, as `run --all` does.") var all = false

  @Flag(help: "Judge also servers that a person started by hand, in a terminal.")
  var judgeManual = false

  func run() throws {
    do {
      let inForce = try PolicyInForce(path: policy)
      var replay = Replay(
        policy: inForce.policy, entries: entries(), format: format, tellsAll: all,
        judgesManual: judgeManual)
      try judge(&replay)
      Terminal.say(summary(replay, inForce))
      if replay.alerts > 0 { throw ExitCode(1) }
    } catch let error as ExitCode {
      throw error
    } catch let error as PolicyFileError {
      throw failure("egret replay: \(error)")
    } catch let error as EventLogError {
      throw failure("\(name):\(error.line): \(error.text)")
    } catch {
      throw failure("egret replay: cannot read \(name): \(error)")
    }
  }

  private var name: String { file == "-" ? "stdin" : ShownText.escaped(file, limit: 500) }

  private func failure(_ text: String) -> ExitCode {
    Terminal.say(text)
    return ExitCode(2)
  }

  private func entries() -> [ServerEntry]? {
    if home.isEmpty { return nil }
    let found = ServerDiscovery.discover(homes: home, unread: MountProbes().unread())
    for problem in found.problems { Terminal.say("egret replay: \(problem)") }
    return found.entries
  }

  /// Lines are written as they come, also before an error further down.
  private func judge(_ replay: inout Replay) throws {
    var lines = try LogLines(path: file)
    var isEmpty = true
    while let line = try lines.next() {
      isEmpty = false
      try write(try replay.consume(line))
    }
    if isEmpty { try write(try replay.consume([])) }
    try write(replay.finish())
  }

  private func write(_ lines: [AlertLine]) throws {
    for line in lines { try ByteStream.write(line.bytes, to: STDOUT_FILENO) }
  }

  private func summary(_ replay: Replay, _ policy: PolicyInForce) -> String {
    let recorded = replay.facts["policy_sha256"] ?? policy.digest
    let other = recorded == policy.digest ? "" : ", not the run's"
    return "egret replay: \(name): alerts: \(replay.alerts), servers: \(replay.entryCount), "
      + "policy: \(ShownText.escaped(policy.name, limit: 500))\(other)"
  }
}
