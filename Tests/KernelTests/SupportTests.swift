// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Kernel

@Suite struct SupportTests {
  @Test(
    arguments: [
      ("5.10.0-30-amd64\n", .yes), ("6.18", .yes), ("5.9.16", .no), ("4.19", .no), ("", .unknown),
    ] as [(String, SupportFact.Outcome)])
  func judgesTheKernel(release: String, outcome: SupportFact.Outcome) {
    #expect(Support.kernel(release: release).outcome == outcome)
  }

  @Test(
    arguments: [
      ("[none] integrity confidentiality\n", .yes), ("none [integrity] confidentiality\n", .yes),
      ("none integrity [confidentiality]\n", .no), (nil, .unknown),
    ] as [(String?, SupportFact.Outcome)])
  func judgesLockdown(text: String?, outcome: SupportFact.Outcome) {
    #expect(Support.lockdown(text).outcome == outcome)
  }

  @Test(
    arguments: [
      ("0\n", .no), ("1\n", .yes), ("2\n", .yes), ("", .unknown), (nil, .unknown), ("x", .unknown),
    ] as [(String?, SupportFact.Outcome)])
  func judgesUnprivilegedBPF(text: String?, outcome: SupportFact.Outcome) {
    #expect(Support.unprivileged(text).outcome == outcome)
  }

  @Test func namesMissingCapabilities() {
    let all = SupportCapability.fact(status: "Name:\tx\nCapEff:\t000001ffffffffff\nCapBnd:\t0\n")
    #expect(all.outcome == .yes)
    let noBPF = SupportCapability.fact(status: "CapEff:\t0000007fffffdfff\n")
    #expect(noBPF.outcome == .no)
    #expect(noBPF.detail.contains("CAP_BPF") && noBPF.detail.contains("CAP_NET_RAW"))
    #expect(!noBPF.detail.contains("CAP_PERFMON"))
    for odd in [nil, "", "CapEff:\txyz\n", "CapEff:\n"] {
      #expect(SupportCapability.fact(status: odd).outcome == .unknown)
    }
  }

  @Test(
    arguments: [
      ("pid:[4026531836]", .yes), ("pid:[4026532199]", .no), (nil, .unknown),
    ] as [(String?, SupportFact.Outcome)])
  func knowsTheInitialNamespace(link: String?, outcome: SupportFact.Outcome) {
    #expect(Support.processes(link).outcome == outcome)
  }

  @Test func everyFactOfThisMachineIsNamedOnce() {
    let facts = Support.facts()
    #expect(Set(facts.map(\.name)).count == facts.count)
    #expect(facts.allSatisfy { !$0.detail.isEmpty })
  }
}
