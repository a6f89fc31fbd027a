// SPDX-License-Identifier: Apache-2.0

package import Events

/// A decision to report: one fact, reported once, under its most severe rule.
package struct Finding: Hashable, Sendable {
  package var time: Instant
  package var rule: Rule
  /// Every rule that fired, the most severe first.
  package var rules: [Rule]
  /// What was weighed, where nothing describes the server.
  package var indicators: [Indicator] = []
  /// Why, in short sentences.
  package var reasons: [String]
  package var server: FindingServer
  package var process: FindingProcess
  package var parent: FindingProcess?
  /// The parent's parent and up, nearest first.
  package var ancestry: [FindingProcess]
  package var target: FindingTarget
  package var phase: Phase
  /// The server had not taken its first message yet; nil where that is not known.
  package var isBeforeInitialize: Bool?
  package var via: Via
  package var hook: Hook
  /// What the server is expected to use, in the policy's spelling.
  package var expected: [String]
  /// Where those expectations come from: `policy.yaml:12`, `catalogue`, `entry`; empty for none.
  package var expectedSource: String
  /// Names of the credentials the process carried. Never a value.
  package var credentials: [String]
  /// Those of them that the server has no business with, by its policy or its row of the catalogue.
  package var surplus: [String] = []
  /// From the exec of the process's program to the act.
  package var sinceExec: UInt64?
  package var bytesOut: UInt64?
  package var bytesIn: UInt64?
  /// How the connection went; nil until its socket is closed.
  package var result: FlowEnd.Result?
  /// Nanoseconds from the destination to the socket's close.
  package var duration: UInt64?
  package var container: String?
  /// What its runtime calls it, and the image that it was made of; empty where that is not known.
  package var containerName = ""
  package var containerImage = ""
  /// The socket's own side; nil where that is not known.
  package var local: Endpoint?
  /// The proxy that was told to go there; nil for what was reached directly.
  package var proxy: FindingProxy?
  /// All that its server reached in a row, where that is what was found.
  package var scan: ScanSummary?
  /// All ordinary contacts of its server on a day, where that is what was found.
  package var contacts: ContactSummary?
  /// The library that does it by itself; nil for any other finding.
  package var library: String?
  /// What it would be without that.
  var unhabitual: Unhabitual?
  /// How much of what its other side was told as a proxy is among the reasons.
  var told = 0
  /// What is known of the package that its server runs from; nil where nothing was read.
  package var package: FindingPackage?
  /// Why it is expected; nil for what is not, and where that was not asked.
  package var allowance: Allowance?
  /// Until when and why the policy says that it is known; nil for what is news.
  package var suppression: String?
  /// The registered domain of a name that it began with; nil where none was asked for unexpectedly.
  package var incident: String?
  /// The socket; names it until boot.
  package var cookie: UInt64
  package var netNamespace: UInt32

  package init(
    time: Instant, rules: [Rule], reasons: [String], server: FindingServer,
    process: FindingProcess, parent: FindingProcess? = nil, ancestry: [FindingProcess] = [],
    target: FindingTarget, phase: Phase, via: Via, hook: Hook, expected: [String] = [],
    expectedSource: String = "", credentials: [String] = [], sinceExec: UInt64? = nil,
    bytesOut: UInt64? = nil, bytesIn: UInt64? = nil, container: String? = nil, cookie: UInt64 = 0,
    netNamespace: UInt32 = 0
  ) {
    self.time = time
    self.rule = .unexpectedDestination
    self.rules = []
    self.reasons = reasons
    self.server = server
    self.process = process
    self.parent = parent
    self.ancestry = ancestry
    self.target = target
    self.phase = phase
    self.via = via
    self.hook = hook
    self.expected = expected
    self.expectedSource = expectedSource
    self.credentials = credentials
    self.sinceExec = sinceExec
    self.bytesOut = bytesOut
    self.bytesIn = bytesIn
    self.container = container
    self.cookie = cookie
    self.netNamespace = netNamespace
    fire(rules)
  }

  /// The rule's, and at least as bad as what was weighed looks; of what the policy says is known, none.
  package var severity: Severity {
    if suppression != nil { return .informational }
    guard rules.contains(.noExpectations) else { return rule.severity }
    return max(rule.severity, Indicator.severity(of: indicators))
  }

  /// These rules as well.
  mutating func fire(_ more: [Rule]) {
    let all = rules + more.filter { !rules.contains($0) }
    rules = all.sorted { $0.severity > $1.severity }
    rule = rules.first ?? .unexpectedDestination
  }
}
