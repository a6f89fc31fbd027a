// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Glibc

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
    let deadline = Clock.boottime() &+ Self.patience
    drainAll(until: deadline, body)
    let lost = recordsLost()
    let runs = ProgramRuns(Self.judgedByRuns(hooks), of: object)
    sightings.begin()
    var canary = Canary(flag: canary)
    canary.fly(actsToFly())
    sightings.did(canary.flight)
    let ran = runs?.ran(of: object)
    return awaited(ran, lost: lost, until: deadline &+ Self.patience, body)
  }

  /// Nanoseconds that records may take: another processor may still be writing the one before, and
  /// under a flood of others' there is always one more.
  private static let patience: UInt64 = 100_000_000

  /// Drains until every hook told, or the time is up.
  private mutating func awaited(
    _ ran: Set<String>?, lost: UInt64, until deadline: UInt64, _ body: (Event) -> Void
  ) -> CanaryReport {
    while true {
      let isAll = drainAll(until: deadline, body)
      let report = compare(ran, hasGaps: !isAll || recordsLost() > lost)
      if report.silent.isEmpty || Clock.boottime() >= deadline { return report }
      usleep(1_000)
    }
  }

  /// A life of its own is only made where nobody else's was told.
  private func actsToFly() -> [CanaryAct] {
    let needed = CanaryAct.spawn.programs.keys.allSatisfy(sightings.told.contains)
    return CanaryAct.allCases.filter { $0 != .spawn || !needed }
  }

  private func compare(_ ran: Set<String>?, hasGaps: Bool) -> CanaryReport {
    CanaryReport(hooks, flight: sightings.flight, told: sightings.told, ran: ran, hasGaps: hasGaps)
  }

  private static func judgedByRuns(_ states: [HookState]) -> [String] {
    states.map(\.hook.program).filter { program in
      CanaryAct.proving(program).contains { $0.programs[program] == .run }
    }
  }

  /// Whether the rings were empty before the time was up.
  @discardableResult
  private mutating func drainAll(until deadline: UInt64, _ body: (Event) -> Void) -> Bool {
    while drain(limit: 512, body) > 0 {
      if Clock.boottime() >= deadline { return false }
    }
    return true
  }

  private func recordsLost() -> UInt64 {
    let totals = counters.totals()
    return (totals[.lifecycleLost] ?? 0) &+ (totals[.evidenceLost] ?? 0)
  }
}
