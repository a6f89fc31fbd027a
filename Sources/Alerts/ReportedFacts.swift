// SPDX-License-Identifier: Apache-2.0

/// What is Egret's own in the line of an alert, as far as its story needs it: `data.egret` in OCSF, `mcp.egret`
/// in ECS. What a line leaves out is nil or empty.
package struct ReportedFacts: Decodable, Sendable {
  package var server: String?
  package var package: String?
  package var client: String?
  package var config: String?
  package var confidence: String?
  package var candidates: [String]?
  package var phase: String?
  package var isBeforeInitialize: Bool?
  package var via: String?
  package var rules: [String]?
  package var reasons: [String]?
  package var indicators: [String]?
  package var expected: [String]?
  package var expectedSource: String?
  package var suppressed: String?
  package var documented: ReportedDocumentation?
  package var nameEvidence: String?
  package var saidName: String?
  package var nameAge: UInt64?
  package var resolver: String?
  package var credentials: [String]?
  /// Those that the server has no business with.
  package var surplus: [String]?
  package var packageVersion: String?
  package var packageChanged: String?
  package var sinceExec: UInt64?
  package var result: String?
  package var bytesOut: UInt64?
  package var bytesIn: UInt64?
  package var unixPath: String?
  package var isConnected: Bool?
  package var deputy: String?
  package var peer: Peer?
  package var scan: Summary?
  package var contacts: Summary?
  package var truncated: [String]?

  /// Who held the other end within the machine.
  package struct Peer: Decodable, Sendable {
    package var pid: UInt32?
    package var path: String?
    package var user: String?
  }

  /// What many destinations of one finding are: their first ones.
  package struct Summary: Decodable, Sendable {
    package var hosts: UInt64?
    package var first: [String]?
  }

  package init() {}

  private enum CodingKeys: String, CodingKey {
    case server, package, client, config, confidence, candidates, phase, via, rules, reasons
    case indicators, expected, suppressed, documented, resolver, credentials, result, deputy, peer
    case scan, contacts, surplus, truncated
    case packageVersion = "package_version"
    case packageChanged = "package_changed"
    case isBeforeInitialize = "before_initialize"
    case expectedSource = "expected_source"
    case nameEvidence = "name_evidence"
    case saidName = "said_name"
    case nameAge = "name_age_ms"
    case sinceExec = "since_exec_ms"
    case bytesOut = "bytes_out"
    case bytesIn = "bytes_in"
    case unixPath = "unix_path"
    case isConnected = "connected"
  }
}
