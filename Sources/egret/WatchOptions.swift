// SPDX-License-Identifier: Apache-2.0

import Alerts
import ArgumentParser

/// What a watch is asked for, whichever command asks.
struct WatchOptions: Sendable {
  /// The policy's path; nil is the default one.
  var policy: String?
  var format: AlertFormat = .ocsf
  /// As `--output` spells them.
  var output: [String] = []
  /// Every flow is reported, expected or not.
  var all = false
  /// Where the events are kept.
  var record: String?
  /// Seconds; nil has no end.
  var duration: Double?
  /// Seconds between heartbeats; 0 is none.
  var heartbeat: Double = 60
  /// Where clients' configurations are looked for; empty is every home.
  var home: [String] = []
  var judgeManual = false
  var readyFile: String?
  /// Where counters are written with each heartbeat.
  var metricsFile: String?
  /// The folder in which is kept what servers were at their last start; nil keeps nothing.
  var memory: String?

  /// Refuses a duration that is none.
  static func check(duration: Double?) throws {
    if let duration, !(duration > 0 && duration < 1e9) {
      throw ValidationError("--duration takes a number of seconds above 0")
    }
  }
}
