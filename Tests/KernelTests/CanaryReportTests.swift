// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kernel

@Suite struct CanaryReportTests {
  /// Every act that works everywhere.
  private var flight: CanaryFlight {
    var flight = CanaryFlight()
    for act in CanaryAct.allCases { flight.did(act) }
    return flight
  }

  private let attached = KernelHook.all.map { HookState(hook: $0, outcome: .attached) }

  private var programs: Set<String> { Set(KernelHook.all.map(\.program)) }

  private func report(
    _ states: [HookState]? = nil, flight: CanaryFlight? = nil, told: Set<String>? = nil,
    ran: Set<String>? = [], hasGaps: Bool = false
  ) -> CanaryReport {
    CanaryReport(
      states ?? attached, flight: flight ?? self.flight, told: told ?? programs, ran: ran,
      hasGaps: hasGaps)
  }

  @Test func everythingReports() {
    let report = report()
    #expect(report.entries.allSatisfy { $0.outcome == .reported })
    #expect(report.silent.isEmpty)
    #expect(!report.isBlind)
  }

  @Test(arguments: KernelHook.all)
  func oneSilentHookIsFound(hook: KernelHook) {
    let report = report(told: programs.subtracting([hook.program]))
    #expect(report.silent == [hook])
    #expect(report[hook.program] == .silent)
    #expect(report.isBlind == hook.isRequired)
  }

  @Test func whatRanIsAsGoodAsARecordWhereThereIsNone() {
    let report = report(
      told: programs.subtracting(["on_state", "on_connect4"]), ran: ["on_state", "on_connect4"])
    #expect(report["on_state"] == .reported)
    #expect(report["on_connect4"] == .silent)
  }

  /// Under a unit without CAP_NET_RAW no answer can be made up.
  @Test func ingressIsJudgedByRunsWhereNoAnswerCame() {
    var flight = CanaryFlight()
    flight.did(.connected4)
    flight.could(not: .answer, "not permitted")
    #expect(report(flight: flight, told: [], ran: ["on_ingress"])["on_ingress"] == .reported)
    #expect(report(flight: flight, told: [], ran: [])["on_ingress"] == .silent)
    flight.did(.answer)
    #expect(report(flight: flight, told: [], ran: ["on_ingress"])["on_ingress"] == .silent)
  }

  @Test func withoutCountsOfRunsNothingIsSaid() {
    let report = report(told: programs.subtracting(["on_state"]), ran: nil)
    #expect(report["on_state"] == .notTried("this kernel does not count the runs of programs"))
    #expect(!report.isBlind)
  }

  @Test func lostRecordsAreNoSilence() {
    let report = report(told: [], hasGaps: true)
    #expect(report["on_connect4"] == .notTried("too many records of others meanwhile"))
    #expect(!report.isBlind)
  }

  @Test func anActThatFailedProvesNothing() {
    var flight = CanaryFlight()
    flight.could(not: .connect6, "no IPv6")
    let report = report(flight: flight, told: [])
    #expect(report["on_connect6"] == .notTried("no IPv6"))
    #expect(report["on_fork"] == .notTried("it was not tried"))
    #expect(report.silent.isEmpty)
  }

  @Test func oneActThatFailedLeavesTheOthers() {
    var flight = flight
    flight.could(not: .connect6, "no IPv6")
    #expect(
      report(flight: flight, told: programs.subtracting(["on_connect"]))["on_connect"] == .silent)
  }

  @Test func whatIsNotAttachedIsNotAsked() {
    var states = attached
    states[0].outcome = .missing("no such hook")
    states[1].outcome = .detached
    let report = report(states)
    #expect(report[states[0].hook.program] == .notAttached("no such hook"))
    #expect(report[states[1].hook.program] == .detached)
    #expect(report.isBlind)
    #expect(report.silent.isEmpty)
  }

  @Test func aMissingOptionalHookBlindsNobody() {
    let states = attached.map { state in
      state.hook.isRequired ? state : HookState(hook: state.hook, outcome: .missing("old kernel"))
    }
    #expect(!report(states).isBlind)
    #expect(report()["on_nothing"] == nil)
  }
}
