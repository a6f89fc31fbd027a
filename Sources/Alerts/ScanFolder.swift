// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// Makes one fact of what a server reaches when it scans. Bounded by servers, and each by `ServerScan`.
struct ScanFolder {
  static let capacity = 16

  private var servers: [FoldedServer: ServerScan] = [:]

  /// The finding of a new fact; that of the scan, where it is part of one.
  mutating func fold(_ finding: Finding) -> Finding {
    guard let endpoint = Self.endpoint(of: finding) else { return finding }
    let key = FoldedServer(finding.server)
    if servers[key]?.isOver(at: finding.time) == true { servers[key] = nil }
    if servers[key] == nil { makeRoom() }
    let hostname = finding.target.hostname
    let isScan = servers[key, default: ServerScan(at: finding.time)].take(
      endpoint, hostname, at: finding.time)
    guard isScan, let summary = servers[key]?.summary else { return finding }
    return finding.grown(into: summary)
  }

  /// That of the scan that a later word about a fact belongs to; nil where there is none.
  func scan(of finding: Finding) -> Finding? {
    guard Self.endpoint(of: finding) != nil, let scan = servers[FoldedServer(finding.server)],
      scan.isScan
    else { return nil }
    return finding.grown(into: scan.summary)
  }

  private mutating func makeRoom() {
    guard servers.count >= Self.capacity else { return }
    let oldest = servers.min { $0.value.summary.last < $1.value.summary.last }
    if let oldest { servers[oldest.key] = nil }
  }

  /// Of what can be part of a scan: a fact that is worse than that has an alert of its own.
  private static func endpoint(of finding: Finding) -> Endpoint? {
    guard finding.proxy == nil, let endpoint = finding.target.endpoint else { return nil }
    switch finding.rule {
    case .unexpectedDestination, .addressWithoutName, .unexpectedResolver, .localDestination,
      .noExpectations, .installEgress:
      return endpoint
    case .unexpectedName, .dnsTunnel, .nameMismatch, .knownCollector, .metadataAccess,
      .destinationSwapped, .localHandoff, .inboundClient, .unlistedServer, .uploadOverBudget,
      .libraryHabit,
      .installerRun, .scan, .configChanged, .configUnread:
      return nil
    }
  }
}
