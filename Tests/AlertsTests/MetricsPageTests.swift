// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Testing

@testable import Alerts

/// The counters as the node exporter's textfile collector reads them.
@Suite struct MetricsPageTests {
  static func page() -> MetricsPage {
    var stream = AlertStream(format: .ocsf, host: Samples.host)
    for finding in Samples.all + [Samples.reached] { _ = stream.report(finding) }
    _ = stream.finish()
    return stream.metrics(Samples.status)
  }

  @Test func everySeriesIsThere() {
    let lines = Self.page().text.split(separator: "\n")
    for line in [
      #"egret_info{version="0.1.0",policy_sha256="\#(Samples.status.policyHash)"} 1"#,
      "egret_start_time_seconds 1763890000", "egret_heartbeat_time_seconds 1763893600",
      "egret_events_total 120034", "egret_findings_total 7", "egret_servers_watched 3",
      #"egret_alerts_total{rule="unexpected-destination",severity="high"} 1"#,
      #"egret_updates_total{rule="unexpected-destination",severity="high"} 1"#,
      #"egret_alerts_total{rule="inbound-client",severity="low"} 0"#,
      #"egret_lost_total{stage="evidence_ring"} 3"#, #"egret_lost_total{stage="decode"} 0"#,
      #"egret_program_lost_total{program="on_exec",reason="recursion"} 2"#,
      #"egret_output_queue_lines{output="stdout"} 2"#, #"egret_output_closed{output="stdout"} 1"#,
      #"egret_output_dropped_total{output="file:/var/log/egret/a.ndjson"} 3967"#,
      "egret_hooks_attached 14", "egret_hooks_required 15", "egret_hooks_silent 1",
    ] {
      #expect(lines.contains { $0 == line }, "\(line)")
    }
    for rule in Rule.allCases {
      #expect(lines.contains { $0.contains("rule=\"\(rule.rawValue)\"") })
    }
    for stage in Loss.Stage.allCases {
      #expect(lines.contains { $0.contains("stage=\"\(stage.rawValue)\"") })
    }
  }

  /// Each name has one HELP and TYPE before its samples, which stand together, and no series is there twice.
  @Test func theFormatIsKept() throws {
    var (types, series) = (Set<Substring>(), Set<Substring>())
    var current: Substring = ""
    let sample = try Regex(#"[a-z_]+(\{([a-z_0-9]+="([^"\\\n]|\\[\\"n])*",?)+\})? [0-9]+"#)
    for line in Self.page().text.split(separator: "\n") {
      if line.hasPrefix("# TYPE ") {
        current = line.split(separator: " ")[2]
        #expect(types.insert(current).inserted)
      } else if !line.hasPrefix("# HELP ") {
        #expect(line.wholeMatch(of: sample) != nil, "\(line)")
        #expect(line.prefix { $0 != "{" && $0 != " " } == current)
        #expect(series.insert(line.prefix { $0 != " " }).inserted)
      }
    }
    #expect(types.count > 15 && series.count > 60)
  }

  @Test func hostileTextStaysInItsLabel() {
    var status = Samples.status
    status.outputs = [
      OutputStatus(
        name: "file:/x\"} 9\negret_up 1\u{1b}\\", queuedLines: 1, queuedBytes: 1, dropped: 0)
    ]
    status.outputs.append(status.outputs[0])
    let text = AlertStream(format: .ocsf, host: Samples.host).metrics(status).text
    #expect(
      text.contains(#"egret_output_queue_lines{output="file:/x\"} 9\negret_up 1\\"} 1"# + "\n"))
    #expect(!text.contains("\negret_up 1") && !text.contains("\u{1b}"))
  }
}
