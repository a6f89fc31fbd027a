// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// Evidence that waits, alone.
@Suite struct StrangersTests {
  private static let event = Event.tick(Scene.at(1))

  @Test func theFirstEventAsks() {
    var strangers = Strangers()
    var asks = (0..<2).map { _ in strangers.keep(Self.event, of: Scene.id(1)) }
    var waited = [strangers.take(Scene.id(1)).count, strangers.take(Scene.id(1)).count]
    #expect(asks == [true, false] && waited == [2, 0])
    asks = [strangers.keep(Self.event, of: Scene.id(1))]
    #expect(asks == [false], "its place is kept")
    strangers.removeAll()
    asks = [strangers.keep(Self.event, of: Scene.id(1))]
    waited = [strangers.take(Scene.id(1)).count]
    #expect(asks == [true] && waited == [1])
  }

  @Test func itIsBoundedAndCounted() {
    var strangers = Strangers()
    for pid in 0..<UInt32(300) { _ = strangers.keep(Self.event, of: Scene.id(pid)) }
    #expect(strangers.count == 256 && strangers.dropped == 44)
    for _ in 0..<20 { _ = strangers.keep(Self.event, of: Scene.id(0)) }
    let waited = [0, 299].map { strangers.take(Scene.id($0)).count }
    #expect(waited == [16, 0] && strangers.dropped == 44 + 5)
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
