// SPDX-License-Identifier: Apache-2.0

import Discovery
import Events
import Testing

@Suite struct RereadBudgetTests {
  @Test func theBudgetIsAShareWithABurst() {
    var budget = RereadBudget(share: 5, most: 1_000)
    func at(_ time: UInt64) -> Instant { Instant(nanoseconds: time) }
    func allows(_ time: UInt64) -> Bool { budget.allows(at(time)) }
    #expect(allows(10_000))
    budget.spend(from: at(10_000), to: at(10_400))
    #expect(allows(10_400))
    budget.spend(from: at(10_400), to: at(12_000))
    // 480 earned meanwhile and 1,000 saved up, against 2,000.
    #expect(!allows(12_000))
    #expect(!allows(14_000))
    #expect(allows(20_000))
    var idle = RereadBudget(share: 5, most: 1_000)
    _ = idle.allows(at(.max))
    idle.spend(from: at(0), to: at(1_001))
    let isAllowed = idle.allows(at(.max))
    #expect(!isAllowed)
  }
}
