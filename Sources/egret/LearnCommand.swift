// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Discovery
import Events
import Kernel
import Logging
import Monitoring
import Policies
import Servers

/// `egret learn`.
struct LearnCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Watch for a while and draft the policy that what was seen needs. Needs root.",
    discussion: """
      Writes a policy for a person to review: what each server reached, how often, and as comments \
      what it did that nobody should expect. Until --duration is over, or SIGINT or SIGTERM. Then \
      read the draft line by line: what an attack did while Egret learned is in it too.
      Exit: 0 wrote the draft, 2 could not run or write, 64 wrong usage.
      """)

  @Option(help: "Stop after so many seconds; without it, when interrupted.") var duration: Double?

  @Option(help: "Write the draft to FILE, a new one; without it, to stdout.") var output: String?

  @Option(help: "Add what was learned to FILE, a policy; its own lines and comments stay.")
  var update: String?

  @Option(help: "The policy in force meanwhile; what it lists is drafted only if it was seen.")
  var policy: String?

  @Option(help: "Read clients' configurations below DIR, not in every home; may be given again.")
  var home: [String] = []

  @Option(help: "Create PATH when every hook is attached.") var readyFile: String?

  func validate() throws {
    try WatchOptions.check(duration: duration)
    if update != nil, output != nil {
      throw ValidationError("--update writes to its own FILE; leave --output out")
    }
  }

  func run() throws {
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    do {
      try Preflight.checkRoot()
      if let readyFile { try ReadyFile.check(readyFile) }
      if let update {
        let file = try UpdatedPolicy(path: update)
        let watch = try watched()
        try file.write(watch.draft)
        sayWhatWasSeen(watch)
      } else {
        let draft = try DraftFile(path: output)
        let watch = try watched()
        try draft.write(watch.draft.text(notes: notes(watch)))
        sayWhatWasSeen(watch)
      }
    } catch let error as ExitCode {
      throw error
    } catch {
      Terminal.say("egret learn: \(error)")
      throw ExitCode(2)
    }
  }

  /// Nobody reads alerts here: the draft has what there is to say.
  private var options: WatchOptions {
    WatchOptions(
      policy: policy, output: ["file:/dev/null"], all: true, duration: duration, heartbeat: 0,
      home: home, readyFile: readyFile)
  }

  private func watched() throws -> Watch {
    var watch = try Watch(
      options, log: Logger(label: "egret"), learner: Learner(began: Watch.now()))
    try watch.run()
    return watch
  }

  private func sayWhatWasSeen(_ watch: borrowing Watch) {
    let draft = watch.draft
    Terminal.say(
      "egret learn: servers: \(draft.serverCount), endpoints: \(draft.endpointCount), "
        + "left out: \(draft.refusalCount), records lost: \(watch.lostRecords)")
    for warning in warnings(watch) { Terminal.say("egret learn: \(warning)") }
  }

  private func notes(_ watch: borrowing Watch) -> [String] {
    [
      "What egret learn saw, for a person to review: expect what a server is for, and no more.",
      "Endpoints that are addresses only stand behind those with names. A server that is listed uses its list",
      "alone: what its entry implies and the catalogue gives is therefore in it, too.",
    ] + warnings(watch)
  }

  private func warnings(_ watch: borrowing Watch) -> [String] {
    let draft = watch.draft
    let seconds = draft.began.map { Watch.now().since($0) / 1_000_000_000 } ?? 0
    let names = Set(watch.configurations.entries.map(\.name)).subtracting(draft.names).sorted()
    return LearnWarnings(
      seconds: seconds, lost: watch.lostRecords, addresses: draft.addressCount, unstarted: names
    ).lines
  }
}
