// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// Makes one fact of what a server reaches when it scans. Bounded by servers, and each by `ServerScan`.
struct ScanFolder {
  static let capacity = 16

  /// A scan, and the name of its fact, which stays.
  private struct Scan {
    var reached: ServerScan
    var fingerprint: Fingerprint?
  }

  /// A finding of a scan that goes on, and the name of that fact.
  struct Part {
    let finding: Finding
    let fingerprint: Fingerprint
  }

  private var servers: [FoldedServer: Scan] = [:]

  /// The scan that a new fact is part of; nil where it is a fact by itself.
  mutating func fold(_ finding: Finding) -> Part? {
    guard let endpoint = Self.endpoint(of: finding) else { return nil }
    let key = FoldedServer(finding.server)
    if servers[key]?.reached.isOver(at: finding.time) == true { servers[key] = nil }
    if servers[key] == nil { makeRoom() }
    let hostname = finding.target.hostname
    let isScan = servers[key, default: Scan(reached: ServerScan(at: finding.time))].reached.take(
      endpoint, hostname, at: finding.time)
    return isScan ? part(finding, of: key) : nil
  }

  /// The scan that a later word about a fact belongs to; nil where there is none.
  mutating func scan(of finding: Finding) -> Part? {
    let key = FoldedServer(finding.server)
    guard Self.endpoint(of: finding) != nil, servers[key]?.reached.isScan == true else {
      return nil
    }
    return part(finding, of: key)
  }

  private mutating func part(_ finding: Finding, of key: FoldedServer) -> Part? {
    guard let scan = servers[key] else { return nil }
    let grown = finding.grown(into: scan.reached.summary)
    let fingerprint = scan.fingerprint ?? Fingerprint(grown)
    if scan.fingerprint == nil { servers[key]?.fingerprint = fingerprint }
    return Part(finding: grown, fingerprint: fingerprint)
  }

  private mutating func makeRoom() {
    guard servers.count >= Self.capacity else { return }
    let oldest = servers.min {
      $0.value.reached.summary.last < $1.value.reached.summary.last
    }
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
      .installerRun, .packageChanged, .newVersionHost, .scan, .configChanged, .configUnread:
      return nil
    }
  }
}
