// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// What an alert would be a sign of, in MITRE ATT&CK 18.1. Never more than the finding shows: a
/// connection alone is no exfiltration.
struct Technique: Sendable {
  /// An identifier and its name.
  struct Term: Sendable {
    let id: StaticString
    let name: StaticString

    init(_ id: StaticString, _ name: StaticString) {
      self.id = id
      self.name = name
    }
  }

  static let version: StaticString = "18.1"

  let tactic: Term
  let technique: Term
  var subtechnique: Term?
}

extension Technique {
  private static let control = Term("TA0011", "Command and Control")
  private static let application = Term("T1071", "Application Layer Protocol")

  /// Nil where nothing of the catalogue fits.
  init?(_ finding: Finding) {
    let possible = Self.possible(for: finding.rule)
    guard let first = possible.first else { return nil }
    self = possible.count == 1 ? first : .channel(finding.target)
  }

  /// What a finding of the rule may be a sign of; several where the destination decides.
  static func possible(for rule: Rule) -> [Technique] {
    switch rule {
    case .unexpectedDestination, .addressWithoutName, .destinationSwapped:
      [plain, web, otherwise]
    case .unexpectedName, .dnsTunnel, .unexpectedResolver: [dns]
    case .nameMismatch: [fronting]
    case .knownCollector: [webService]
    case .metadataAccess: [metadata]
    case .installEgress, .installerRun, .packageChanged, .newVersionHost: [supplyChain]
    case .uploadOverBudget: [upload]
    case .localHandoff: [handoff]
    case .scan: [discovery]
    case .localDestination, .inboundClient, .unlistedServer, .noExpectations, .libraryHabit,
      .configChanged, .configUnread:
      []
    }
  }

  private static func channel(_ target: FindingTarget) -> Technique {
    switch (target.transport, target.endpoint?.port ?? target.namedPort) {
    case (.tcp, 80), (.tcp, 443), (.udp, 443), (.mptcp, 80), (.mptcp, 443): web
    case (.tcp, _), (.udp, _), (.mptcp, _), (.sctp, _): plain
    default: otherwise
    }
  }

  private static let plain = Technique(tactic: control, technique: application)
  private static let otherwise = Technique(
    tactic: control, technique: Term("T1095", "Non-Application Layer Protocol"))
  private static let web = Technique(
    tactic: control, technique: application, subtechnique: Term("T1071.001", "Web Protocols"))
  private static let dns = Technique(
    tactic: control, technique: application, subtechnique: Term("T1071.004", "DNS"))
  private static let fronting = Technique(
    tactic: control, technique: Term("T1090", "Proxy"),
    subtechnique: Term("T1090.004", "Domain Fronting"))
  private static let webService = Technique(
    tactic: control, technique: Term("T1102", "Web Service"))
  private static let metadata = Technique(
    tactic: Term("TA0006", "Credential Access"), technique: Term("T1552", "Unsecured Credentials"),
    subtechnique: Term("T1552.005", "Cloud Instance Metadata API"))
  private static let supplyChain = Technique(
    tactic: Term("TA0001", "Initial Access"), technique: Term("T1195", "Supply Chain Compromise"),
    subtechnique: Term("T1195.001", "Compromise Software Dependencies and Development Tools"))
  private static let upload = Technique(
    tactic: Term("TA0010", "Exfiltration"),
    technique: Term("T1567", "Exfiltration Over Web Service"))
  private static let discovery = Technique(
    tactic: Term("TA0007", "Discovery"), technique: Term("T1046", "Network Service Discovery"))
  private static let handoff = Technique(
    tactic: Term("TA0002", "Execution"), technique: Term("T1559", "Inter-Process Communication"))
}
