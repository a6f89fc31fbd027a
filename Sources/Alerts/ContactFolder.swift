// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// Makes one fact a day of the ordinary contacts of a server that nothing describes, and one of what
/// its libraries do by themselves. Bounded by servers,
/// and of each by hosts.
struct ContactFolder {
  private struct Key: Hashable {
    let server: FoldedServer
    let rule: Rule

    init(_ finding: Finding) {
      server = FoldedServer(finding.server)
      rule = finding.rule
    }
  }

  private struct Contacts {
    var summary: ContactSummary
    var known: Set<Fingerprint> = []

    mutating func take(_ host: String, _ fingerprint: Fingerprint) {
      guard known.count < ContactFolder.contactLimit else {
        summary.isAtLeast = true
        return
      }
      if known.insert(fingerprint).inserted { summary.add(host) }
    }
  }

  static let capacity = 64
  static let day: UInt64 = 86_400_000_000_000
  /// Contacts of a server that are told apart.
  static let contactLimit = 512

  private var servers: [Key: Contacts] = [:]

  /// The fact that the contact is a part of; nil for what is no ordinary contact.
  mutating func fold(_ finding: Finding, _ fingerprint: Fingerprint) -> Finding? {
    guard finding.isOrdinaryContact, let host = finding.contactedHost else { return nil }
    let key = Key(finding)
    if let began = servers[key]?.summary.began, finding.time.since(began) >= Self.day {
      servers[key] = nil
    }
    if servers[key] == nil { makeRoom() }
    servers[key, default: Contacts(summary: ContactSummary(began: finding.time))].take(
      host, fingerprint)
    return servers[key].map { finding.grown(into: $0.summary) }
  }

  /// The fact that it is a part of already, on that day; nil where there is none.
  func known(_ finding: Finding, _ fingerprint: Fingerprint) -> Finding? {
    guard finding.isOrdinaryContact, let contacts = servers[Key(finding)],
      contacts.known.contains(fingerprint),
      finding.time.since(contacts.summary.began) < Self.day
    else { return nil }
    return finding.grown(into: contacts.summary)
  }

  private mutating func makeRoom() {
    guard servers.count >= Self.capacity else { return }
    let oldest = servers.min { $0.value.summary.began < $1.value.summary.began }
    if let oldest { servers[oldest.key] = nil }
  }
}
