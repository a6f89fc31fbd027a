// SPDX-License-Identifier: Apache-2.0

import CWire
import Events
import TestKit
import Testing

@Suite struct WireDecoderAskedTests {
  static func address(_ record: [UInt8]) -> AskedAddress? {
    guard case .event(.askedCall(let asked)) = WireDecoderTests.decode(record) else { return nil }
    return asked.address
  }

  @Test func readsAsked() {
    let record = WireRecord.asked(
      WireRecord.address("198.51.100.7", port: 9), hook: WIRE_HOOK_on_sendmmsg)
    let address = Endpoint(address: IPAddress(v4: 0xc633_6407), port: 9)
    let asked = AskedCall(
      time: WireDecoderTests.time, actor: WireRecord.actor(8), address: .read(.ip(address)),
      hook: .sysSendmmsg, index: 3, inode: 77)
    #expect(WireDecoderTests.decode(record) == .event(.askedCall(asked)))
  }

  @Test(
    arguments: [
      ([], ""), (Array("/run/x".utf8), "/run/x"), (Array("/run/x\0\0garbage".utf8), "/run/x"),
      (Array("\0bus".utf8), "@bus"), (Array("\0b\0s".utf8), "@b\0s"), ([0], ""),
      (Array("@path".utf8), "./@path"), ([0xff, 0x2f], "\u{fffd}/"),
      (Array("/a\u{1b}[0m".utf8), "/a\u{1b}[0m"),
    ] as [([UInt8], String)])
  func namesUnixSockets(path: [UInt8], name: String) {
    let record = WireRecord.asked(WireRecord.address(family: 1), path: path)
    #expect(Self.address(record) == .read(.unix(name)))
  }

  @Test(arguments: [UInt32(109), .max]) func boundsUnixPaths(size: UInt32) {
    let path = [UInt8](repeating: 0x61, count: 108)
    let record = WireRecord.asked(WireRecord.address(family: 1), path: path, size: size)
    #expect(Self.address(record) == .read(.unix(String(repeating: "a", count: 108))))
  }

  @Test func tellsOtherFamiliesAndStates() {
    let packet = WireRecord.address(family: 17)
    #expect(Self.address(WireRecord.asked(packet)) == .read(.other(family: 17)))
    #expect(Self.address(WireRecord.asked(WireRecord.address(family: 0))) == .read(.none))
    let states: [(wire_asked_state, AskedAddress)] = [
      (WIRE_ASKED_NONE, .none), (WIRE_ASKED_UNREADABLE, .unreadable), (WIRE_ASKED_MANY, .many),
    ]
    for (state, address) in states {
      #expect(Self.address(WireRecord.asked(packet, state: state)) == address)
    }
  }

  @Test func tellsWhoOpenedAConnection() {
    for (number, isInbound) in [(0, false), (1, true)] as [(UInt8, Bool)] {
      let record = WireRecord.destination { $0.is_inbound = number }
      guard case .event(.destination(let destination)) = WireDecoderTests.decode(record) else {
        Issue.record("no destination")
        return
      }
      #expect(destination.isInbound == isInbound)
    }
  }

  @Test func aDestinationsUnixAddressHasNoPath() {
    let record = WireRecord.destination { $0.asked = WireRecord.address(family: 1) }
    guard case .event(.destination(let destination)) = WireDecoderTests.decode(record) else {
      Issue.record("no destination")
      return
    }
    #expect(destination.asked == .read(.other(family: 1)))
  }
}
