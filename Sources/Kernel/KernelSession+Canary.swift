// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Glibc

/// The flights of the canary.
extension KernelSession {
  /// Does harmless acts of Egret's own and says which hooks told of them.
  ///
  /// The records of those acts go nowhere else; what others did meanwhile goes to `body`. A hook that
  /// seems silent gets a second chance: one record may be late.
  package mutating func prove(_ body: (Event) -> Void) -> CanaryReport {
    let first = fly(body)
    return first.silent.isEmpty ? first : fly(body)
  }

  private mutating func fly(_ body: (Event) -> Void) -> CanaryReport {
    let lost = recordsLost()
    let runs = ProgramRuns(Self.judgedByRuns(hooks), of: object)
    sightings.begin()
    sightings.did(flown(actsToFly()))
    let ran = runs?.ran(of: object)
    return awaited(ran, lost: lost, landed: Clock.boottime(), body)
  }

  /// Why nothing is proven any more; nil while the canary flies.
  package var canaryFault: String? { canaryProcess?.failure }

  private func flown(_ acts: [CanaryAct]) -> CanaryFlight {
    if let canaryProcess { return canaryProcess.fly(acts, flag: canary) }
    var canary = Canary(flag: canary)
    canary.fly(acts)
    return canary.flight
  }

  /// Nanoseconds that records may take: another processor may still be writing the one before, and
  /// under a flood of others' there is always one more.
  private static let patience: UInt64 = 100_000_000

  /// Drains until every hook told, or a record is newer than the flight, or the time is up.
  private mutating func awaited(
    _ ran: Set<String>?, lost: UInt64, landed: UInt64, _ body: (Event) -> Void
  ) -> CanaryReport {
    while true {
      let count = drain(limit: 512, body)
      let report = compare(ran, hasGaps: false)
      let isPast = sightings.latest.nanoseconds > landed
      guard !report.silent.isEmpty else { return report }
      if isPast || Clock.boottime() >= landed &+ Self.patience {
        return compare(ran, hasGaps: (count > 0 && !isPast) || recordsLost() > lost)
      }
      if count == 0 { usleep(1_000) }
    }
  }

  /// A life of its own is only made where nobody else's was told.
  private func actsToFly() -> [CanaryAct] {
    let needed = CanaryAct.spawn.recorded.isSubset(of: sightings.told)
    return CanaryAct.allCases.filter { $0 != .spawn || !needed }
  }

  private func compare(_ ran: Set<String>?, hasGaps: Bool) -> CanaryReport {
    CanaryReport(hooks, flight: sightings.flight, told: sightings.told, ran: ran, hasGaps: hasGaps)
  }

  private static func judgedByRuns(_ states: [HookState]) -> [String] {
    states.map(\.hook).filter { $0.proofs.values.contains(.run) }.map(\.program)
  }

  private func recordsLost() -> UInt64 {
    let totals = counters.totals()
    return (totals[.lifecycleLost] ?? 0) &+ (totals[.evidenceLost] ?? 0)
  }
}
