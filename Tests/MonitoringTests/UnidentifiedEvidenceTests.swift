// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// Evidence that waits, alone.
@Suite struct UnidentifiedEvidenceTests {
  private static let event = Event.tick(Scene.at(1))

  @Test func theFirstEventAsks() {
    var evidence = UnidentifiedEvidence()
    var asks = (0..<2).map { _ in evidence.keep(Self.event, of: Scene.id(1)) }
    var waited = [evidence.take(Scene.id(1)).count, evidence.take(Scene.id(1)).count]
    #expect(asks == [true, false] && waited == [2, 0])
    asks = [evidence.keep(Self.event, of: Scene.id(1))]
    #expect(asks == [false], "its place is kept")
    evidence.removeAll()
    asks = [evidence.keep(Self.event, of: Scene.id(1))]
    waited = [evidence.take(Scene.id(1)).count]
    #expect(asks == [true] && waited == [1])
  }

  @Test func itIsBoundedAndCounted() {
    var evidence = UnidentifiedEvidence()
    for pid in 0..<UInt32(300) { _ = evidence.keep(Self.event, of: Scene.id(pid)) }
    #expect(evidence.count == 256 && evidence.dropped == 44)
    for _ in 0..<20 { _ = evidence.keep(Self.event, of: Scene.id(0)) }
    let waited = [0, 299].map { evidence.take(Scene.id($0)).count }
    #expect(waited == [16, 0] && evidence.dropped == 44 + 5)
  }

  @Test func containersHaveRoomForTheNewest() {
    var table = ContainerTable()
    for number in 0..<UInt32(5_000) { table.add(number, process: Scene.id(number)) }
    #expect(table.count == 4_096 && table[0] == nil && table[4_999] != nil)
    table.bind(4_999, to: 7)
    #expect(table.servers == [7])
    table.forget(Scene.id(4_999))
    #expect(table[4_999] == nil && table.servers.isEmpty)
  }
}
