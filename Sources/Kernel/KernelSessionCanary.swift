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
    drainAll(body)
    let lost = recordsLost()
    let runs = ProgramRuns(Self.judgedByRuns(hooks), of: object)
    sightings.begin()
    var canary = Canary(flag: canary)
    canary.fly(actsToFly())
    sightings.did(canary.flight)
    let ran = runs?.ran(of: object)
    var report = compare(ran, hasGaps: false)
    for _ in 0..<Self.patience {
      drainAll(body)
      report = compare(ran, hasGaps: recordsLost() > lost)
      if report.silent.isEmpty { break }
      usleep(1_000)
    }
    return report
  }

  /// Milliseconds that a record may take: another processor may still be writing the one before it.
  private static let patience = 20

  /// Under a flood there is always more.
  private static let mostRounds = 64

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

  private mutating func drainAll(_ body: (Event) -> Void) {
    for _ in 0..<Self.mostRounds where drain(body) == 0 { return }
  }

  private func recordsLost() -> UInt64 {
    let totals = counters.totals()
    return (totals[.lifecycleLost] ?? 0) &+ (totals[.evidenceLost] ?? 0)
  }
}
