// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// What one server reached lately, and whether that is so much that it is one fact.
///
/// Another port of a host that was reached, and an address without a name, are a scanner's; another host
/// by its name has to come much more often to be one. Bounded: what cannot be told apart is not counted.
struct ServerScan {
  static let window: UInt64 = 300_000_000_000
  /// As long as more comes, a scan goes on.
  static let idle: UInt64 = 3_600_000_000_000
  /// Facts that are reported each by itself before the rest is a scan.
  static let probesBefore = 7
  static let namesBefore = 64
  static let endpointLimit = 65_536
  static let hostLimit = 16_384

  private(set) var summary: ScanSummary
  private(set) var isScan = false
  private var probes = 0
  private var named = 0
  private var endpoints: Set<Endpoint> = []
  private var hosts: Set<String> = []

  init(at time: Instant) { summary = ScanSummary(began: time) }

  /// Nothing that comes belongs to it any more.
  func isOver(at time: Instant) -> Bool {
    isScan ? time.since(summary.last) > Self.idle : time.since(summary.began) > Self.window
  }

  /// Counts a destination. Returns whether it is part of a scan.
  mutating func take(_ endpoint: Endpoint, _ hostname: String?, at time: Instant) -> Bool {
    let host = hostname ?? endpoint.address.description
    if hostname != nil, !hosts.contains(host) { named += 1 } else { probes += 1 }
    let isPart = hostname == nil || hosts.contains(host)
    count(endpoint, host, at: time)
    if isPart ? probes > Self.probesBefore : named > Self.namesBefore { isScan = true }
    return isScan
  }

  private mutating func count(_ endpoint: Endpoint, _ host: String, at time: Instant) {
    summary.last = max(summary.last, time)
    summary.lowestPort = min(summary.lowestPort, endpoint.port)
    summary.highestPort = max(summary.highestPort, endpoint.port)
    if hosts.count < Self.hostLimit { hosts.insert(host) } else { summary.isAtLeast = true }
    if endpoints.count < Self.endpointLimit {
      endpoints.insert(endpoint)
    } else if !endpoints.contains(endpoint) {
      summary.isAtLeast = true
    }
    if summary.first.count < 10 { summary.first.append("\(endpoint)") }
    (summary.endpoints, summary.hosts) = (endpoints.count, hosts.count)
    summary.host = hosts.count == 1 ? host : nil
  }
}
