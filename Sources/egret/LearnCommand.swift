// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Kernel
import Logging
import Monitoring
import Policies

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

  @Option(help: "The policy in force meanwhile; what it lists is drafted only if it was seen.")
  var policy: String?

  @Option(help: "Read clients' configurations below DIR, not in every home; may be given again.")
  var home: [String] = []

  @Option(help: "Create PATH when every hook is attached.") var readyFile: String?

  func validate() throws {
    try WatchOptions.check(duration: duration)
  }

  func run() throws {
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    do {
      try Preflight.checkRoot()
      let draft = try DraftFile(path: output)
      var watch = try Watch(options, log: Logger(label: "egret"), learner: Learner())
      try watch.run()
      try draft.write(text(watch))
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

  private func text(_ watch: borrowing Watch) -> String {
    let draft = watch.draft
    Terminal.say(
      "egret learn: servers: \(draft.serverCount), endpoints: \(draft.endpointCount), "
        + "left out: \(draft.refusalCount), records lost: \(watch.lostRecords)")
    return draft.text(notes: notes(watch))
  }

  private func notes(_ watch: borrowing Watch) -> [String] {
    let lost = watch.lostRecords
    return [
      "What egret learn saw, for a person to review: expect what a server is for, and no more.",
      "Endpoints that are addresses only are last. A server that is listed uses this list alone.",
    ] + (lost > 0 ? ["\(lost) records were lost meanwhile: something may be missing."] : [])
  }
}
