// SPDX-License-Identifier: Apache-2.0

internal import Events
package import Monitoring

/// The counters of a status in Prometheus' text format, for the node exporter's textfile collector.
///
/// The same at each start but for the values: a series that is there once is there from the beginning, so that a
/// rate over it has no gap.
package struct MetricsPage {
  /// Alerts and updates by their rule.
  package struct Counts: Hashable, Sendable {
    package var alerts: [Rule: UInt64] = [:]
    package var updates: [Rule: UInt64] = [:]

    package init() {}

    mutating func count(_ alert: Alert) {
      let rule = alert.finding.rule
      if alert.isUpdate { updates[rule, default: 0] &+= 1 } else { alerts[rule, default: 0] &+= 1 }
    }
  }

  private let status: Status
  private let counts: Counts
  private let host: Host
  private(set) package var text = ""

  package init(_ status: Status, _ counts: Counts, host: Host) {
    self.status = status
    self.counts = counts
    self.host = host
    writeRun()
    writeAlerts()
    writeLosses()
    writeOutputs()
    writeHooks()
  }

  private mutating func writeRun() {
    let started = host.wallTime(status.started).milliseconds / 1000
    let now = host.wallTime(status.time).milliseconds / 1000
    begin("egret_info", "gauge", "The version that runs, and the digest of its policy.")
    let labels = [("version", host.productVersion), ("policy_sha256", status.policyHash)]
    add("egret_info", labels, 1)
    one("egret_start_time_seconds", "gauge", "When this run began.", UInt64(clamping: started))
    one(
      "egret_heartbeat_time_seconds", "gauge", "When this file was written.", UInt64(clamping: now))
    one("egret_events_total", "counter", "Records from the kernel.", status.events)
    one("egret_findings_total", "counter", "Findings, repeats included.", status.findings)
    one("egret_lines_total", "counter", "Lines of the stream.", status.lastSequence)
    one(
      "egret_servers_watched", "gauge", "Servers that run.", UInt64(clamping: status.serversWatched)
    )
  }

  private mutating func writeAlerts() {
    begin("egret_alerts_total", "counter", "Alerts by rule: new facts.")
    for rule in Rule.allCases {
      add("egret_alerts_total", Self.labels(rule), counts.alerts[rule] ?? 0)
    }
    begin(
      "egret_updates_total", "counter",
      "Updates of alerts by rule: ends, repeats, what became known.")
    for rule in Rule.allCases {
      add("egret_updates_total", Self.labels(rule), counts.updates[rule] ?? 0)
    }
  }

  private static func labels(_ rule: Rule) -> [(String, String)] {
    [("rule", rule.rawValue), ("severity", "\(rule.severity)")]
  }

  private mutating func writeLosses() {
    begin("egret_lost_total", "counter", "Records and lines that were lost, by stage.")
    for stage in Loss.Stage.allCases {
      add("egret_lost_total", [("stage", stage.rawValue)], status.losses[stage] ?? 0)
    }
    begin(
      "egret_program_lost_total", "counter",
      "The same by eBPF program: skipped by the kernel, or a full ring.")
    for loss in status.programLosses.prefix(StatusFacts.most) {
      for (reason, value) in [("recursion", loss.recursion), ("refused", loss.refused)] {
        add("egret_program_lost_total", [("program", loss.program), ("reason", reason)], value)
      }
    }
  }

  private mutating func writeOutputs() {
    outputs("egret_output_queue_lines", "gauge", "Lines that wait.") {
      UInt64(clamping: $0.queuedLines)
    }
    outputs("egret_output_queue_bytes", "gauge", "Bytes that wait.") {
      UInt64(clamping: $0.queuedBytes)
    }
    outputs("egret_output_dropped_total", "counter", "Lines that it did not take.") { $0.dropped }
    outputs("egret_output_closed", "gauge", "1 where nobody reads it any more.") {
      $0.isClosed ? 1 : 0
    }
  }

  /// An output that was given twice is one series: the format knows no two of one name.
  private mutating func outputs(
    _ name: String, _ type: String, _ help: String, value: (OutputStatus) -> UInt64
  ) {
    begin(name, type, help)
    var seen: Set<String> = []
    for output in status.outputs.prefix(StatusFacts.most) where seen.insert(output.name).inserted {
      add(name, [("output", output.name)], value(output))
    }
  }

  private mutating func writeHooks() {
    one(
      "egret_hooks_attached", "gauge", "Hooks that are attached.",
      UInt64(clamping: status.hooksAttached))
    one(
      "egret_hooks_required", "gauge", "Hooks that have to be.",
      UInt64(clamping: status.hooksRequired))
    one(
      "egret_hooks_silent", "gauge", "Hooks that are attached and report nothing.",
      UInt64(status.hooksSilent.count))
  }

  private mutating func one(_ name: String, _ type: String, _ help: String, _ value: UInt64) {
    begin(name, type, help)
    add(name, [], value)
  }

  private mutating func begin(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private mutating func add(_ name: String, _ labels: [(String, String)], _ value: UInt64) {
    let parts = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
    text += parts.isEmpty ? "\(name) \(value)\n" : "\(name){\(parts)} \(value)\n"
  }

  /// As the format asks; other control characters and what is very long are left out.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars.prefix(256) {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: if scalar.value >= 32, scalar.value != 127 { escaped.unicodeScalars.append(scalar) }
      }
    }
    return escaped
  }
}
