// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// Several files as one policy.
extension PolicyReading {
  /// In the order of the files: of servers that fit equally, the one of the first file counts. What stands
  /// in two files is an error with both places.
  package static func merging(_ readings: [PolicyReading]) -> PolicyReading {
    guard let first = readings.first, readings.count > 1 else {
      return readings.first ?? PolicyReading(policy: Policy(), diagnostics: [])
    }
    var merged = PolicyReading(policy: first.policy, diagnostics: first.diagnostics)
    merged.heads = first.heads
    for reading in readings.dropFirst() { merged.add(reading) }
    return merged
  }

  private mutating func add(_ other: PolicyReading) {
    let conflicts = headConflicts(with: other) + serverConflicts(with: other)
    diagnostics += other.diagnostics + conflicts
    guard var policy, let more = other.policy, conflicts.isEmpty else {
      // Later files are compared with what is there, and nothing is judged by it.
      known += self.policy?.servers ?? []
      self.policy = nil
      known += other.policy?.servers ?? []
      heads.merge(other.heads) { first, _ in first }
      return
    }
    if other.heads["resolvers"] != nil { policy.resolvers = more.resolvers }
    if other.heads["proxies"] != nil { policy.proxies = more.proxies }
    if other.heads["registries"] != nil { policy.registries = more.registries }
    if other.heads["defaults"] != nil { policy.defaults = more.defaults }
    policy.refusedHabits.formUnion(more.refusedHabits)
    policy.servers += more.servers
    policy.suppressions += more.suppressions
    heads.merge(other.heads) { first, _ in first }
    self.policy = policy
  }

  private func headConflicts(with other: PolicyReading) -> [Diagnostic] {
    ["resolvers", "proxies", "registries", "defaults"].compactMap { key in
      guard let mine = heads[key], let theirs = other.heads[key] else { return nil }
      return Diagnostic(
        place: theirs, level: .error,
        message: "`\(key)` of the whole policy is in \(mine) too, and only one can count; keep one")
    }
  }

  private func serverConflicts(with other: PolicyReading) -> [Diagnostic] {
    let mine = Dictionary(
      (policy?.servers ?? known).map { ($0.name, $0.place) },
      uniquingKeysWith: { first, _ in first })
    return (other.policy?.servers ?? []).compactMap { server in
      mine[server.name].map { place in
        Diagnostic(
          place: server.place, level: .error,
          message:
            "server \(ShownText.quoted(server.name)) is in \(place) too, and only one can count; keep one"
        )
      }
    }
  }
}
