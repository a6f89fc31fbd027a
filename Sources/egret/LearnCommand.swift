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
      what it did that nobody should expect. With --from it learns from logs. Until --duration is over, or SIGINT or SIGTERM. Then \
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

  @Option(
    help: """
      Learn from FILE in place of watching: a recording (`egret run --record`), or the OCSF or ECS lines of \
      a run; needs no root; may be given again.
      """)
  var from: [String] = []

  func validate() throws {
    try WatchOptions.check(duration: duration)
    if update != nil, output != nil {
      throw ValidationError("--update writes to its own FILE; leave --output out")
    }
    if !from.isEmpty, duration != nil || readyFile != nil || !home.isEmpty {
      throw ValidationError("--from watches nothing: leave --duration, --home and --ready-file out")
    }
  }

  func run() throws {
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    do {
      if from.isEmpty {
        try Preflight.checkRoot()
        if let readyFile { try ReadyFile.check(readyFile) }
      }
      if let update {
        let file = try UpdatedPolicy(path: update)
        let learned = try learned()
        try file.write(learned.draft)
        sayWhatWasSeen(learned)
      } else {
        let draft = try DraftFile(path: output)
        let learned = try learned()
        try draft.write(learned.draft.text(notes: Self.notes + learned.warnings))
        sayWhatWasSeen(learned)
      }
    } catch let error as ExitCode {
      throw error
    } catch {
      Terminal.say("egret learn: \(error)")
      throw ExitCode(2)
    }
  }

  private func learned() throws -> Learned {
    from.isEmpty ? Learned(try watched()) : try Learned(logs: from, policy: policy)
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

  private func sayWhatWasSeen(_ learned: Learned) {
    let draft = learned.draft
    Terminal.say(
      "egret learn: servers: \(draft.serverCount), endpoints: \(draft.endpointCount), "
        + "left out: \(draft.refusalCount), records lost: \(learned.lost)")
    for warning in learned.warnings { Terminal.say("egret learn: \(warning)") }
  }

  private static let notes = [
    "What egret learn saw, for a person to review: expect what a server is for, and no more.",
    "Endpoints that are addresses only stand behind those with names. A server that is listed uses its list",
    "alone: what its entry implies and the catalogue gives is therefore in it, too.",
  ]
}
