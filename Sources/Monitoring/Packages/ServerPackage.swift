// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What is known of the code that a server runs: what its package says, and what is remembered of earlier starts.
struct ServerPackage: Sendable {
  var facts: PackageFacts?
  var history: PackageHistory?
  /// When the history was true.
  var learned: Instant
  /// Programs of the server that were asked about.
  var asked = 0
  /// Hosts that the server reached since it began.
  private(set) var reached: Set<String> = []
  private var earlier: Set<String> = []
  private var elsewhere: Set<String> = []

  private static let mostHosts = 512
  private static let day: UInt64 = 86_400_000_000_000
  /// How long a version counts as new.
  private static let week: UInt64 = 7 * day

  init(at time: Instant) { learned = time }

  mutating func learn(_ facts: PackageFacts?, _ history: PackageHistory?, at time: Instant) {
    if let facts { self.facts = facts }
    guard let history else { return }
    self.history = history
    learned = time
    reached.formUnion(history.reached.prefix(Self.mostHosts))
    earlier = Set(history.earlier.prefix(Self.mostHosts))
    elsewhere = Set(history.elsewhere.prefix(Self.mostHosts))
  }

  /// False where it is known, or there is no room for more.
  mutating func note(_ host: String) -> Bool {
    guard reached.count < Self.mostHosts else { return false }
    return reached.insert(host).inserted
  }

  /// Nanoseconds since what runs was noticed to be another; nil where that was not seen.
  func sinceChange(at time: Instant) -> UInt64? {
    history?.sinceChange.map { $0 &+ time.since(learned) }
  }

  /// Within a day of a change: how long ago it was, and between which versions.
  func change(at time: Instant) -> String? {
    guard let history, let since = sinceChange(at: time), since < Self.day else { return nil }
    let versions = history.before.isEmpty ? "" : ", from \(history.before) to \(history.now)"
    return "\(Self.text(since)) ago\(versions)"
  }

  /// Whether a version that is new here reaches a host that no earlier one did, for the first time.
  func isNew(_ host: String, at time: Instant) -> Bool {
    guard let since = sinceChange(at: time), since < Self.week else { return false }
    return !reached.contains(host) && !earlier.contains(host)
  }

  /// Whether another server of the same package on this machine reached it; nil where there is none.
  func isUsedElsewhere(_ host: String) -> Bool? {
    elsewhere.isEmpty ? nil : elsewhere.contains(host)
  }

  /// Where the package names the host; nil where it does not.
  func mention(of host: String) -> NamedHost? {
    facts?.hosts.first { named in
      if named.host == host { return true }
      return named.host.hasPrefix("*.") && host.hasSuffix(named.host.dropFirst())
    }
  }

  private static func text(_ nanoseconds: UInt64) -> String {
    let minutes = nanoseconds / 60_000_000_000
    switch minutes {
    case 0: return "less than a minute"
    case ..<60: return "\(minutes) minutes"
    default: return "\(minutes / 60) hours"
    }
  }
}
