// SPDX-License-Identifier: Apache-2.0

import Alerts
import ArgumentParser
import Kernel
import Logging
import Sinks

/// `egret run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Watch MCP servers and write alerts. Needs root.",
    discussion: """
      Alerts go to stdout, one JSON object a line; everything else goes to stderr. SIGTERM and \
      SIGINT report what is left and exit 0; SIGHUP reads the policy and the clients' \
      configurations again and opens output files anew.
      Exit: 0 did what was asked, 2 could not run, 64 wrong usage.
      """)

  @Option(
    help:
      "The policy, a file or a folder; without it /etc/egret/policy.yaml and /etc/egret/policy.d, if they are there."
  )
  var policy: String?

  @Option(help: "ocsf, ecs or text.") var format: AlertFormat = .ocsf

  @Option(help: "\(Output.spelling); may be given again.")
  var output: [String] = ["stdout"]

  @Flag(help: "Tell every flow of a server too, expected or not, as network activity.")
  var all = false

  @Option(help: "Write the observed events to FILE, a new one, for `egret replay`.") var record:
    String?

  @Option(help: "Stop after so many seconds.") var duration: Double?

  @Option(help: "Seconds between heartbeats; 0 is off.") var heartbeat: Double = 60

  @Option(help: "Read clients' configurations below DIR, not in every home; may be given again.")
  var home: [String] = []

  @Flag(help: "Judge also servers that a person starts by hand, in a terminal.")
  var judgeManual = false

  @Option(help: "Create PATH when every hook is attached.") var readyFile: String?

  @Option(
    help:
      "Write counters to PATH (NAME.prom) with each heartbeat and at the end, for the node exporter's textfile collector."
  ) var metricsFile: String?

  @Option(
    help:
      "Keep in DIR what servers were at their last start: version, code, hosts. Without it \(MemoryFile.defaultFolder); nothing where --home is given."
  ) var state: String?

  func validate() throws {
    try WatchOptions.check(duration: duration)
    guard heartbeat >= 0 && heartbeat < 1e9 else {
      throw ValidationError("--heartbeat takes a number of seconds, 0 for none")
    }
    for text in output { try Self.checked(text) }
  }

  private static func checked(_ text: String) throws {
    do { _ = try Output.parse(text) } catch { throw ValidationError("--output: \(error)") }
  }

  private var options: WatchOptions {
    WatchOptions(
      policy: policy, format: format, output: output, all: all, record: record,
      duration: duration, heartbeat: heartbeat, home: home, judgeManual: judgeManual,
      readyFile: readyFile, metricsFile: metricsFile,
      memory: state ?? (home.isEmpty ? MemoryFile.defaultFolder : nil))
  }

  func run() throws {
    LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
    let log = Logger(label: "egret")
    do {
      try Preflight.checkRoot()
      if let readyFile { try ReadyFile.check(readyFile) }
      var watch = try Watch(options, log: log)
      try watch.run()
    } catch let error as ExitCode {
      throw error
    } catch {
      Terminal.say("egret run: \(error)")
      throw ExitCode(2)
    }
  }
}

extension AlertFormat: ExpressibleByArgument {}
