// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Kernel

@Suite struct CanaryBytesTests {
  @Test func writesASocketAddress() {
    let name = CanarySocket.name(Endpoint(address: Canary<CanaryFlag>.loopback4, port: 0x1234))
    #expect(name == [2, 0, 0x12, 0x34, 127, 0, 0, 1] + [UInt8](repeating: 0, count: 8))
  }

  @Test func writesASocketAddressOfIPv6() {
    let name = CanarySocket.name(Endpoint(address: Canary<CanaryFlag>.loopback6, port: 53))
    #expect(name.count == 28)
    #expect(name.prefix(4) == [10, 0, 0, 53])
    #expect(Array(name[8..<24]) == [UInt8](repeating: 0, count: 15) + [1])
  }

  @Test func theAnswerComesFromPort53() {
    let packet = CanaryPacket.answer(to: 0xabcd)
    #expect(packet.count == 40)
    #expect(packet[0] == 0x45 && packet[9] == 17)
    #expect(packet[12..<20] == [127, 0, 0, 1, 127, 0, 0, 1])
    #expect(packet[20..<28] == [0, 53, 0xab, 0xcd, 0, 20, 0, 0])
    #expect(packet[30] & 0x80 != 0)
  }
}
