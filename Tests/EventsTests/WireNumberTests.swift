// SPDX-License-Identifier: Apache-2.0

import CWire
import Events
import TestKit
import Testing

/// The numbers of the treaty: each stands for one value here, every value has its number, and any
/// other number is refused.
@Suite struct WireNumberTests {
  private static func destination(
    _ change: (inout wire_destination) -> Void
  ) -> Result<Destination, Refusal> {
    switch WireDecoderTests.decode(WireRecord.destination(change)) {
    case .event(.destination(let destination)): .success(destination)
    case .malformed(let why): .failure(Refusal(why: why))
    default: .failure(Refusal(why: "no destination"))
    }
  }

  private struct Refusal: Error, Hashable {
    var why: String
  }

  /// What the numbers from 0 to 255 decode to; those that are refused are left out.
  private static func meanings<Value>(_ decode: (UInt8) -> Value?) -> [UInt8: Value] {
    var meanings: [UInt8: Value] = [:]
    for number in UInt8.min...UInt8.max { meanings[number] = decode(number) }
    return meanings
  }

  @Test func hooksHaveTheNamesOfTheirRows() throws {
    let meanings = Self.meanings { number in
      try? Self.destination { $0.hook = number }.get().hook
    }
    for number in UInt8.min...UInt8.max {
      let name = wire_hook_row(UInt32(number))?.pointee.name.map { String(cString: $0) }
      #expect(meanings[number]?.rawValue == name)
    }
    #expect(meanings.count > 20)
  }

  @Test("Every hook that is a program's is the name of a row")
  func hooksAreAllThere() {
    let names = (1..<WIRE_HOOK_NUMBERS.rawValue).compactMap { wire_hook_row($0)?.pointee.name }
    let hooks = Set(names.map { Hook(rawValue: String(cString: $0)) })
    // The floor's destinations come from a map, not from a record.
    #expect(hooks == Set(Hook.allCases.filter { $0.isProgram && $0 != .floor }))
  }

  @Test func refusesHooksWithoutAName() {
    for hook in [0, UInt8(WIRE_HOOK_on_fork.rawValue), UInt8(WIRE_HOOK_NUMBERS.rawValue), 255] {
      let refused = Self.destination { $0.hook = hook }
      #expect(refused == .failure(Refusal(why: "record's hook is \(hook), which has no meaning")))
    }
  }

  @Test func mapsEveryVia() {
    let meanings = Self.meanings { number in try? Self.destination { $0.via = number }.get().via }
    let constants: [(wire_via, Via)] = [
      (WIRE_VIA_UNKNOWN, .unknown), (WIRE_VIA_SYSCALL, .syscall), (WIRE_VIA_IO_URING, .ioUring),
      (WIRE_VIA_COMPAT, .compat), (WIRE_VIA_KERNEL, .kernel),
    ]
    #expect(meanings == Self.table(constants.map { ($0.rawValue, $1) }))
    // What a proxy was told is no record of the kernel side.
    #expect(Set(meanings.values) == Set(Via.allCases).subtracting([.proxy]))
    let refused = Self.destination { $0.via = 5 }
    #expect(refused == .failure(Refusal(why: "record's via is 5, which has no meaning")))
  }

  @Test func mapsEveryAskedState() {
    let address = SocketAddress.ip(Endpoint(address: IPAddress(v4: 0xc633_6407), port: 9))
    let meanings = Self.meanings { number in
      try? Self.destination {
        $0.asked = WireRecord.address("198.51.100.7", port: 9)
        $0.asked_state = number
      }.get().asked
    }
    let constants: [(wire_asked_state, AskedAddress)] = [
      (WIRE_ASKED_NONE, .none), (WIRE_ASKED_READ, .read(address)),
      (WIRE_ASKED_UNREADABLE, .unreadable), (WIRE_ASKED_MANY, .many),
    ]
    #expect(meanings == Self.table(constants.map { ($0.rawValue, $1) }))
  }

  @Test func mapsEveryResult() {
    let meanings = Self.meanings { number -> FlowEnd.Result? in
      guard case .event(.flowEnd(let flow)) = WireDecoderTests.decode(WireRecord.flow(number))
      else { return nil }
      return flow.result
    }
    let constants: [(wire_result, FlowEnd.Result)] = [
      (WIRE_RESULT_UNKNOWN, .unknown), (WIRE_RESULT_ESTABLISHED, .established),
      (WIRE_RESULT_REFUSED, .refused), (WIRE_RESULT_TIMED_OUT, .timedOut),
      (WIRE_RESULT_UNREACHABLE, .unreachable), (WIRE_RESULT_ABANDONED, .abandoned),
    ]
    #expect(meanings == Self.table(constants.map { ($0.rawValue, $1) }))
    #expect(Set(meanings.values) == Set(FlowEnd.Result.allCases))
  }

  @Test func mapsEveryMeddlingCall() {
    let meanings = Self.meanings { number -> Meddling.Call? in
      let record = WireRecord.meddled(UInt32(number))
      guard case .event(.meddling(let meddling)) = WireDecoderTests.decode(record) else {
        return nil
      }
      return meddling.call
    }
    let constants: [(wire_meddling, Meddling.Call)] = [
      (WIRE_PTRACE, .ptrace), (WIRE_PIDFD_GETFD, .getDescriptor), (WIRE_VM_WRITEV, .writeMemory),
      (WIRE_PROC_MEM, .writeMemoryFile),
    ]
    #expect(meanings == Self.table(constants.map { ($0.rawValue, $1) }))
    #expect(Set(meanings.values) == Set(Meddling.Call.allCases))
  }

  @Test("A kind is decoded where the treaty has a row for it, and is unknown elsewhere")
  func decodesEveryKind() {
    for number in UInt16(0)...300 {
      let size = Int(wire_kind_size(UInt32(number)))
      let header = wire_header(
        size: UInt32(max(size, 16)), kind: number, flags: 0, time: 1)
      let record = WireRecord.bytes(header, [UInt8](repeating: 0, count: max(size - 16, 0)))
      let isUnknown = WireDecoderTests.decode(record) == .unknownKind(number)
      #expect(isUnknown == (size == 0), "kind \(number)")
    }
    #expect(wire_kind_size(WIRE_DESTINATION.rawValue) == 152)
  }

  private static func table<Value>(_ constants: [(UInt32, Value)]) -> [UInt8: Value] {
    Dictionary(uniqueKeysWithValues: constants.map { (UInt8($0), $1) })
  }
}
