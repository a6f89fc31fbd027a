// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import egret

@Suite struct LossLedgerTests {
  @Test func eachGrowthIsReportedOnceInTheOrderOfNames() {
    var ledger = LossLedger()
    let first = ledger.growth(to: [.lifecycleRing: 2, .evidenceRing: 5, .decode: 0])
    #expect(
      first == [
        LossLedger.Growth(stage: .evidenceRing, new: 5, total: 5),
        LossLedger.Growth(stage: .lifecycleRing, new: 2, total: 2),
      ])
    let again = ledger.growth(to: [.lifecycleRing: 2, .evidenceRing: 9])
    #expect(again == [LossLedger.Growth(stage: .evidenceRing, new: 4, total: 9)])
    let rest = ledger.growth(to: [.lifecycleRing: 2, .evidenceRing: 9])
    #expect(rest.isEmpty)
  }

  @Test func linesThatWereLostAreNoRecords() {
    var ledger = LossLedger()
    _ = ledger.growth(to: [.output: 7, .evidenceRing: 3])
    _ = ledger.growth(to: [.output: 8, .evidenceRing: 4])
    #expect(ledger.records == 4)
  }
}
