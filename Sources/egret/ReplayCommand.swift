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
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case ocsf, ecs, text, json

    var ofAlerts: AlertFormat? { AlertFormat(rawValue: rawValue) }
  }

  static let configuration = CommandConfiguration(
    commandName: "replay", abstract: "Judge a recorded event log again, by this policy or another.",
    discussion: """
      Needs no root. Reads what `egret run --record FILE` wrote and writes the alerts that the run \
      would have written, to stdout. With the same policy they are the same bytes; what the run \
      said of itself (start, heartbeat, stop) is left out. With --against it writes what changes between two \
      policies instead: facts that are new, gone, or under another rule or severity. A log that is cut off is judged as \
      far as it goes.
      Exit: 0 no alerts, or nothing changes; 1 alerts, or changes; 2 the log or a policy could not be read, 64 wrong usage.
      """)

  @Argument(help: "The event log; - is stdin.") var file: String

  @Option(
    help:
      "The policy, a file or a folder; without it /etc/egret/policy.yaml and /etc/egret/policy.d, if they are there."
  )
  var policy: String?

  @Option(
    help:
      "Write what changes from the policy OLD (a file or a folder; `none` is the catalogue alone) to that of --policy."
  )
  var against: String?

  @Option(
    help:
      "ocsf, ecs or text; without it the run's own. With --against text, which goes without saying, or json."
  ) var format: Format?

  @Option(
    help: """
      Read clients' configurations below DIR in place of the servers that the log names; may be \
      given again.
      """)
  var home: [String] = []

  @Flag(help: "Tell every flow of a server too, as `run --all` does.") var all = false

  @Flag(help: "Judge also servers that a person started by hand, in a terminal.")
  var judgeManual = false

  func validate() throws {
    switch format {
    case nil, .text: break
    case .json:
      if against == nil {
        throw ValidationError("--format json goes with --against; alerts are ocsf or ecs")
      }
    case .ocsf, .ecs:
      if against != nil { throw ValidationError("--against writes text or json") }
    }
    if against != nil, all { throw ValidationError("--against compares alerts, and no flows") }
  }

  func run() throws {
    do {
      let inForce = try PolicyInForce(path: policy)
      if let against { return try compare(try PolicyInForce(replaying: against), inForce) }
      var replay = Replay(
        policy: inForce.policy, entries: try entries(), format: format?.ofAlerts, tellsAll: all,
        judgesManual: judgeManual)
      try read { line in try write(replay.consume(line)) }
      try write(replay.finish())
      Terminal.say(summary(replay, inForce))
      if replay.alerts > 0 { throw ExitCode(1) }
    } catch let error as ExitCode {
      throw error
    } catch let error as PolicyFileError {
      throw failure("egret replay: \(error)")
    } catch let error as ClosedHomeError {
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

  private func entries() throws -> [ServerEntry]? {
    if home.isEmpty { return nil }
    let found = ServerDiscovery.discover(homes: home, unread: MountProbes().unread())
    if let closed = found.closedHomes.first { throw ClosedHomeError(path: closed) }
    for problem in found.problems { Terminal.say("egret replay: \(problem)") }
    return found.entries
  }

  /// Hands on the lines as they come, also before an error further down. A last line without its end that
  /// cannot be read is where the log was cut off, and no error.
  private func read(_ consume: (ArraySlice<UInt8>) throws -> Void) throws {
    var lines = try LogLines(path: file)
    var isEmpty = true
    while let line = try lines.next() {
      isEmpty = false
      do { try consume(line) } catch EventLogError.syntax(let number, _) where lines.isTorn {
        Terminal.say("\(name):\(number): the log is cut off here; it is judged as far as it goes")
      }
    }
    if isEmpty { try consume([]) }
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

  // MARK: - Two policies

  private func compare(_ old: PolicyInForce, _ new: PolicyInForce) throws {
    let entries = try entries()
    var replays = [old, new].map { policy in
      Replay(
        policy: policy.policy, entries: entries, format: nil, judgesManual: judgeManual,
        tallies: true)
    }
    try read { line in for index in replays.indices { _ = try replays[index].consume(line) } }
    for index in replays.indices { _ = replays[index].finish() }
    let difference = PolicyDifference(
      from: replays[0].tally ?? FindingTally(), to: replays[1].tally ?? FindingTally())
    let names = [old.name, new.name]
    let text =
      format == .json
      ? difference.json(names) : difference.lines.map { $0 + "\n" }.joined()
    try ByteStream.write(Array(text.utf8), to: STDOUT_FILENO)
    Terminal.say(summary(difference, names))
    if !difference.changes.isEmpty { throw ExitCode(1) }
  }

  private func summary(_ difference: PolicyDifference, _ names: [String]) -> String {
    let dropped =
      difference.dropped == 0 ? "" : ", not compared for want of room: \(difference.dropped)"
    let shown = names.map { ShownText.escaped($0, limit: 500) }
    return
      "egret replay: \(name): new: \(difference.count(.new)), changed: \(difference.count(.changed)), "
      + "gone: \(difference.count(.gone)), the same: \(difference.same)\(dropped); from \(shown[0]) to \(shown[1])"
  }
}
