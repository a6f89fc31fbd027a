// SPDX-License-Identifier: Apache-2.0

package import Events
package import Monitoring

/// Tells a fact once, and then how often.
///
/// The first occurrence goes out at once. Repeats are counted, and reported after a minute, then after five,
/// then once an hour, except that a repeat under a rule not reported yet goes out at once. The table is bounded by
/// entries and by bytes: the oldest entry makes room, and its unreported repeats are reported then.
/// So a flood of different facts costs lines, never memory and never a fact.
package struct RepeatFolder {
  /// Lines of one tick; the rest waits for the next, so that a full table does not fill the queue.
  package static let linesPerTick = 256

  /// How long the first, the second and every later line of repeats waits after the line before.
  package static let windows: [UInt64] = [60_000_000_000, 300_000_000_000, 3_600_000_000_000]

  private let capacity: Int
  private let byteCapacity: Int
  /// By the count of entries before each, modulo the capacity.
  private var entries: [FoldedFinding?] = []
  private var positions: [Fingerprint: Int] = [:]
  private var oldest = 0
  private var next = 0
  /// Bytes of text remembered.
  private(set) var bytes = 0
  private var cursor = 0
  /// Nil where every destination is a fact by itself.
  private var scans: ScanFolder?
  private var contacts: ContactFolder?
  /// Ends of sockets whose fact had to go from here.
  private(set) package var forgottenClosings: UInt64 = 0

  package init(capacity: Int = 4096, byteCapacity: Int = 4 << 20, foldsScans: Bool = true) {
    scans = foldsScans ? ScanFolder() : nil
    contacts = foldsScans ? ContactFolder() : nil
    self.capacity = max(1, capacity)
    self.byteCapacity = byteCapacity
  }

  /// Facts remembered.
  package var count: Int { next - oldest }

  /// What is due to be reported, in order.
  package mutating func consume(_ finding: Finding) -> [Alert] {
    let fingerprint = Fingerprint(finding)
    if let position = positions[fingerprint] { return repeated(finding, at: position) }
    // Before it is counted as one more of a scan.
    if let contacts = contacts?.known(finding, fingerprint) {
      return consume(contacts, Fingerprint(contacts))
    }
    if let part = scans?.fold(finding) { return consume(part.finding, part.fingerprint) }
    if let contacts = contacts?.fold(finding, fingerprint) {
      return consume(contacts, Fingerprint(contacts))
    }
    return begin(finding, fingerprint)
  }

  private mutating func consume(_ finding: Finding, _ fingerprint: Fingerprint) -> [Alert] {
    if let position = positions[fingerprint] { return repeated(finding, at: position) }
    return begin(finding, fingerprint)
  }

  private mutating func begin(_ finding: Finding, _ fingerprint: Fingerprint) -> [Alert] {
    var due = remember(FoldedFinding(finding, fingerprint))
    due.append(Alert(finding, fingerprint))
    return due
  }

  /// The repeats whose window has passed.
  package mutating func tick(at time: Instant) -> [Alert] {
    var alerts: [Alert] = []
    var position = max(cursor, oldest)
    for _ in 0..<count where alerts.count < Self.linesPerTick {
      if position >= next { position = oldest }
      if let alert = entries[position % capacity]?.tell(at: time, after: Self.windows) {
        alerts.append(alert)
      }
      position += 1
    }
    cursor = position
    return alerts
  }

  /// All repeats not reported yet, the oldest fact first.
  package mutating func finish() -> [Alert] {
    (oldest..<next).compactMap { entries[$0 % capacity]?.tellRest() }
  }

  private mutating func repeated(_ finding: Finding, at position: Int) -> [Alert] {
    var due = due(at: position, of: finding) { $0.add(finding) }
    if bytes > byteCapacity { due += makeRoom(entries: capacity, bytes: 0, sparing: position) }
    return due
  }

  /// The end of a socket whose destination was reported. The first is reported at once, like its
  /// beginning; later ones wait for the window. One of a forgotten fact is not reported.
  package mutating func close(_ finding: Finding) -> [Alert] {
    let fingerprint = Fingerprint(finding)
    guard let position = positions[fingerprint] else {
      if let contacts = contacts?.known(finding, fingerprint) {
        return close(contacts: contacts)
      }
      if let scan = scans?.scan(of: finding) { return absorb(scan.finding, scan.fingerprint) }
      forgottenClosings &+= 1
      return []
    }
    return due(at: position, of: finding) { $0.close(finding) }
  }

  /// While one contact is all that there was, its end is that of the fact.
  private mutating func close(contacts: Finding) -> [Alert] {
    let fingerprint = Fingerprint(contacts)
    guard contacts.contacts?.hosts == 1, let position = positions[fingerprint] else {
      return absorb(contacts, fingerprint)
    }
    return due(at: position, of: contacts) { $0.close(contacts) }
  }

  /// The end of a socket of a scan, or of one of many ordinary contacts: its bytes are in the next line.
  private mutating func absorb(_ whole: Finding, _ fingerprint: Fingerprint) -> [Alert] {
    guard let position = positions[fingerprint] else {
      forgottenClosings &+= 1
      return []
    }
    entries[position % capacity]?.changed { $0.absorb(whole) }
    return []
  }

  /// More is known of a fact that was reported: a reason, or a name that its process says. The first is
  /// reported at once, later ones wait for the window. Of a forgotten fact it is not reported.
  package mutating func amend(_ finding: Finding) -> [Alert] {
    guard let position = positions[Fingerprint(finding)] else { return [] }
    return due(at: position, of: finding) { $0.amend(finding) }
  }

  /// Changes an entry where it stands, and what it weighs. What the change says is news is due at once, other
  /// things when the window has passed.
  private mutating func due(
    at position: Int, of finding: Finding, _ change: (inout FoldedFinding) -> Bool
  ) -> [Alert] {
    var due: [Alert] = []
    let slot = position % capacity
    let before = entries[slot]?.bytes ?? 0
    entries[slot]?.changed { entry in
      let isNews = change(&entry)
      let alert = isNews ? entry.tellRest() : entry.tell(at: finding.time, after: Self.windows)
      if let alert { due.append(alert) }
    }
    bytes += (entries[slot]?.bytes ?? 0) - before
    return due
  }

  private mutating func remember(_ entry: FoldedFinding) -> [Alert] {
    let displaced = makeRoom(entries: capacity - 1, bytes: entry.bytes)
    let slot = next % capacity
    if slot == entries.count { entries.append(entry) } else { entries[slot] = entry }
    positions[entry.fingerprint] = next
    next += 1
    bytes += entry.bytes
    return displaced
  }

  private mutating func makeRoom(
    entries limit: Int, bytes more: Int, sparing spared: Int? = nil
  ) -> [Alert] {
    var displaced: [Alert] = []
    while count > limit || bytes + more > byteCapacity && count > 0 && oldest != spared {
      if let alert = forgetOldest() { displaced.append(alert) }
    }
    return displaced
  }

  private mutating func forgetOldest() -> Alert? {
    let slot = oldest % capacity
    oldest += 1
    guard var entry = entries[slot] else { return nil }
    entries[slot] = nil
    positions[entry.fingerprint] = nil
    bytes -= entry.bytes
    return entry.tellRest()
  }
}
