// SPDX-License-Identifier: Apache-2.0

import CWire
import Events
import TestKit
import Testing

@Suite struct WireDecoderTests {
  static func decode(_ record: [UInt8]) -> WireDecoder.Decoded {
    record.withUnsafeBytes { WireDecoder.decode($0) }
  }

  static let time = Instant(nanoseconds: 77_000)

  /// One record of every kind.
  static let samples: [[UInt8]] = [
    WireRecord.fork(), WireRecord.exec(), WireRecord.exit(),
    WireRecord.asked(WireRecord.address(family: 1), path: Array("/run/docker.sock".utf8)),
    WireRecord.destination(), WireRecord.dns([1, 2, 3, 4, 5]),
    WireRecord.segment([1, 2, 3]),
  ]

  @Test func readsFork() {
    let fork = Fork(
      time: Self.time, parent: WireRecord.actor(7), child: WireRecord.actor(8),
      name: "node")
    #expect(Self.decode(WireRecord.fork()) == .event(.fork(fork)))
  }

  @Test func readsExit() {
    let exit = Exit(time: Self.time, actor: WireRecord.actor(8), code: 256)
    #expect(Self.decode(WireRecord.exit()) == .event(.exit(exit)))
  }

  @Test func readsDestination() throws {
    let destination = Destination(
      time: Self.time, actor: WireRecord.actor(8), owner: WireRecord.actor(7), cookie: 11,
      endpoint: Endpoint(address: IPAddress(v4: 0xc633_6407), port: 443),
      asked: .read(
        .ip(Endpoint(address: IPAddress(v6High: 0x2001_0db8_0000_0000, low: 7), port: 80))),
      transport: .tcp, hook: .connect4, via: .syscall, netNamespace: 1,
      threadName: "libuv-worker-xyz")
    #expect(Self.decode(WireRecord.destination()) == .event(.destination(destination)))
  }

  @Test func unmapsMappedDestinations() {
    let decoded = Self.decode(
      WireRecord.destination {
        let bytes = [UInt8](repeating: 0, count: 10) + [255, 255, 192, 0, 2, 9]
        $0.address = WireRecord.address(family: 10, port: 443, bytes)
      })
    guard case .event(.destination(let destination)) = decoded else {
      Issue.record("\(decoded)")
      return
    }
    #expect(destination.endpoint.description == "192.0.2.9:443")
  }

  @Test func ownerWithoutPidIsUnknown() {
    guard
      case .event(.destination(let destination)) = Self.decode(
        WireRecord.destination { $0.owner = wire_process() })
    else {
      Issue.record("no destination")
      return
    }
    #expect(destination.owner == nil)
  }

  @Test(arguments: [UInt16(0), 1, 16, 40])
  func refusesDestinationOfAnotherFamily(family: UInt16) {
    let decoded = Self.decode(
      WireRecord.destination { $0.address = WireRecord.address(family: family) })
    #expect(
      decoded
        == .malformed("record's destination is of address family \(family), which is not IP"))
  }

  @Test func readsDNS() {
    var message = DNSPayload(
      time: Self.time, owner: WireRecord.actor(8), cookie: 11,
      peer: Endpoint(address: IPAddress(v4: 0xc633_6435), port: 53), netNamespace: 1,
      isAnswer: true, payload: [1, 2, 3])
    #expect(Self.decode(WireRecord.dns([1, 2, 3])) == .event(.dnsPayload(message)))
    message.isCut = true
    #expect(
      Self.decode(WireRecord.dns([1, 2, 3]) { $0.full = 4 }) == .event(.dnsPayload(message)))
    message.isCut = false
    message.isAnswer = false
    let query = WireRecord.dns([1, 2, 3]) { $0.hook = UInt8(WIRE_HOOK_on_egress.rawValue) }
    #expect(Self.decode(query) == .event(.dnsPayload(message)))
    message.isLoopback = true
    let local = WireRecord.dns([1, 2, 3]) {
      $0.hook = UInt8(WIRE_HOOK_on_egress.rawValue)
      $0.is_loopback = 1
    }
    #expect(Self.decode(local) == .event(.dnsPayload(message)))
  }

  @Test func readsSegments() {
    var segment = StreamSegment(
      time: Self.time, owner: WireRecord.actor(8), cookie: 11,
      peer: Endpoint(address: IPAddress(v4: 0xc633_6435), port: 53), netNamespace: 1,
      isInbound: true, offset: .max, bytes: [1, 2, 3])
    #expect(Self.decode(WireRecord.segment([1, 2, 3])) == .event(.streamSegment(segment)))
    (segment.isInbound, segment.isCut, segment.isLoopback) = (false, true, true)
    let cut = WireRecord.segment([1, 2, 3]) {
      $0.hook = UInt8(WIRE_HOOK_on_egress.rawValue)
      ($0.left, $0.is_loopback) = (1, 1)
    }
    #expect(Self.decode(cut) == .event(.streamSegment(segment)))
    #expect(
      Self.decode(WireRecord.segment([1]) { $0.size = 2 })
        == .malformed("record has 97 bytes and needs 98"))
  }

  @Test func refusesPayloadBeyondTheRecord() {
    let decoded = Self.decode(WireRecord.dns([1, 2, 3]) { $0.size = .max })
    #expect(decoded == .malformed("record has 91 bytes and needs \(88 + Int(UInt32.max))"))
  }

  @Test func countsUnknownKinds() {
    var wire = wire_header()
    (wire.size, wire.kind) = (16, 77)
    #expect(Self.decode(WireRecord.bytes(wire)) == .unknownKind(77))
  }

  @Test func paddingBehindTheStatedSizeIsNotRead() {
    #expect(Self.decode(WireRecord.dns([1]) + [9, 9, 9]) == Self.decode(WireRecord.dns([1])))
  }

  @Test func everyCutIsMalformed() {
    for sample in Self.samples {
      guard case .event = Self.decode(sample) else {
        Issue.record("sample does not decode")
        continue
      }
      for length in 0..<sample.count {
        let cut = Array(sample.prefix(length))
        guard case .malformed = Self.decode(cut) else {
          Issue.record("\(length) bytes of kind \(sample[4]) decode")
          continue
        }
        guard length >= 4 else { continue }
        let restated = withUnsafeBytes(of: UInt32(length)) { Array($0) } + cut.dropFirst(4)
        guard case .malformed = Self.decode(restated) else {
          Issue.record("\(length) bytes of kind \(sample[4]) that say so decode")
          continue
        }
      }
    }
  }

  @Test(arguments: 0..<UInt64(6)) func flippedBytesNeverTrap(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var events = 0
    for _ in 0..<4_000 {
      var record = Self.samples[Int.random(in: 0..<Self.samples.count, using: &generator)]
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let index = Int.random(in: 0..<record.count, using: &generator)
        record[index] = UInt8.random(in: 0...255, using: &generator)
      }
      if case .event = Self.decode(record) { events += 1 }
    }
    #expect(events > 0)
  }

  @Test func noiseNeverTraps() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...400, using: &generator)
      var record = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      if count >= 16 {
        record.replaceSubrange(0..<4, with: withUnsafeBytes(of: UInt32(count)) { Array($0) })
        (record[4], record[5]) = (UInt8.random(in: 0...8, using: &generator), 0)
      }
      if case .event(let event) = Self.decode(record) { #expect(count >= 48, "\(event)") }
    }
  }
}
