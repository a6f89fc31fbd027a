// SPDX-License-Identifier: Apache-2.0

import Names
import TestKit
import Testing

@Suite struct QUICHelloTests {
  static let scrambled = [
    [QUICPackets.scrambled1a, QUICPackets.scrambled1b, QUICPackets.scrambled1c],
    [QUICPackets.scrambled2a, QUICPackets.scrambled2b, QUICPackets.scrambled2c],
  ]
  static let found = Reading.found(ClientHello(serverName: "example.com"))

  @Test(arguments: [QUICPackets.version1, QUICPackets.version2, QUICPackets.afterRetry])
  func readsPacketsOfTheRFCs(packet: [UInt8]) {
    var hello = QUICHello()
    #expect(hello.take(packet[...]) == Self.found)
    #expect(hello.take([1, 2, 3]) == Self.found)
  }

  @Test(arguments: scrambled) func readsFramesInAnyOrder(datagrams: [[UInt8]]) {
    var hello = QUICHello()
    let readings = datagrams.map { hello.take($0[...]) }
    #expect(readings == [.incomplete, .incomplete, Self.found])
    var swapped = QUICHello()
    let order = [datagrams[0], datagrams[2], datagrams[1]].map { swapped.take($0[...]) }
    #expect(order == [.incomplete, .incomplete, Self.found])
  }

  @Test func aRetryBeginsAnew() {
    var hello = QUICHello()
    #expect(hello.take(QUICPackets.scrambled1a[...]) == .incomplete)
    #expect(hello.take(QUICPackets.afterRetry[...]) != .incomplete)
  }

  @Test(arguments: [QUICPackets.version1, QUICPackets.version2])
  func everyPrefixIsNoPacket(packet: [UInt8]) {
    for length in 0..<packet.count {
      var hello = QUICHello()
      #expect(hello.take(packet[..<length]) == .foreign, "\(length)")
    }
  }

  @Test func aChangedByteIsNoPacket() {
    for index in QUICPackets.afterRetry.indices {
      var packet = QUICPackets.afterRetry
      packet[index] ^= 0x11
      var hello = QUICHello()
      #expect(hello.take(packet[...]) == .foreign, "\(index)")
    }
  }

  @Test(arguments: 0..<UInt64(8)) func randomDatagramsAreForeign(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      var bytes = (0..<Int.random(in: 0...1_400, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) {
        bytes.replaceSubrange(0..<min(6, bytes.count), with: [0xc3, 0, 0, 0, 1, 8])
      }
      var hello = QUICHello()
      #expect(hello.take(bytes[...]) == .foreign)
    }
  }

  /// A process cannot make the reading go on for ever.
  @Test func waitsForAFewDatagramsOnly() {
    var hello = QUICHello()
    var readings: [Reading<ClientHello>] = []
    for _ in 0..<40 { readings.append(hello.take(QUICPackets.scrambled1a[...])) }
    #expect(readings.first == .incomplete)
    #expect(readings.last == .foreign)
  }
}
