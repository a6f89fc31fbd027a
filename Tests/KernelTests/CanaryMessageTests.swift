// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Kernel

/// What the canary's process says, and what is none of it.
@Suite struct CanaryMessageTests {
  private static let messages: [CanaryMessage] =
    [
      .raise, .lower, .end, .didToName(.connectUnix, "@0004f"), .couldNot(.raw, "socket: EPERM"),
      .couldNot(.raw, ""),
      .didTo(.connect4, Endpoint(address: IPAddress(v4: 0x7f00_0001), port: 40_001), .tcp),
      .didTo(.raw, Endpoint(address: IPAddress(v4: 0x7f00_0001), port: 0), .raw),
      .didTo(.sendto6, Endpoint(address: IPAddress(v6High: 0, low: 1), port: 65_535), .udp),
    ] + CanaryAct.allCases.map(CanaryMessage.did)

  @Test(arguments: messages)
  func isReadAsWritten(message: CanaryMessage) {
    #expect(CanaryMessage(message.bytes) == message)
  }

  @Test func longWordsAreCut() {
    let long = CanaryMessage.couldNot(.raw, String(repeating: "a", count: 10_000))
    #expect(long.bytes.count == CanaryMessage.limit)
    #expect(CanaryMessage(long.bytes) != nil)
  }

  @Test(
    arguments: [
      [], [7], [0, 0], [3], [3, 255], [3, 0, 0], [4, 0, 0, 1, 0, 6, 127, 0, 0],
      [UInt8](repeating: 6, count: CanaryMessage.limit + 1),
    ] as [[UInt8]])
  func nothingElseIsRead(bytes: [UInt8]) { #expect(CanaryMessage(bytes) == nil) }

  @Test func aFlightComesAcrossWhole() {
    var flight = CanaryFlight()
    flight.did(.connect4, to: Endpoint(address: IPAddress(v4: 0x7f00_0001), port: 9), .tcp)
    flight.did(.sendUnix, to: "@00001")
    flight.did(.seek)
    flight.could(not: .tunnel, "no")
    let read = flight.messages.compactMap { CanaryMessage($0.bytes) }
    #expect(Set(read).count == 4)
    #expect(
      Set(read) == [
        .didTo(.connect4, Endpoint(address: IPAddress(v4: 0x7f00_0001), port: 9), .tcp),
        .didToName(.sendUnix, "@00001"), .did(.seek), .couldNot(.tunnel, "no"),
      ])
  }
}
