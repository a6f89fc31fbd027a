// SPDX-License-Identifier: Apache-2.0

internal import CWire

/// The ends of flows, ports that were taken, and hands in other processes.
extension WireDecoder {
  /// struct wire_read.
  static func message(_ record: RawSpan) throws(Malformed) -> FirstMessage {
    let wire = try read(wire_read.self, of: record)
    let time = instant(wire.header)
    return FirstMessage(time: time, state: .read, since: time, inode: wire.inode)
  }

  static func flow(_ record: RawSpan) throws(Malformed) -> FlowEnd {
    let wire = try read(wire_flow.self, of: record)
    return FlowEnd(
      time: instant(wire.header), owner: actor(wire.owner),
      endpoint: try endpoint(wire.address, field: "flow"), cookie: wire.cookie,
      began: Instant(nanoseconds: wire.began), bytesOut: wire.bytes_out, bytesIn: wire.bytes_in,
      netNamespace: wire.net_namespace, transport: TransportProtocol(number: wire.protocol),
      result: try result(wire.result))
  }

  static func bound(_ record: RawSpan) throws(Malformed) -> Bound {
    let wire = try read(wire_bound.self, of: record)
    return Bound(
      time: instant(wire.header), actor: actor(wire.process),
      endpoint: try endpoint(wire.address, field: "port"),
      transport: TransportProtocol(number: wire.protocol), hook: try hook(wire.hook),
      netNamespace: wire.net_namespace)
  }

  static func meddling(_ record: RawSpan) throws(Malformed) -> Meddling {
    let wire = try read(wire_meddled.self, of: record)
    return Meddling(
      time: instant(wire.header), actor: actor(wire.process), target: wire.target,
      call: try call(wire.call))
  }

  /// A key of the kernel's map `floor`: what it stands for.
  package static func destination(floorKey bytes: RawSpan, time: UInt64) -> Destination? {
    guard let wire = try? read(wire_floor_key.self, of: bytes),
      let endpoint = try? endpoint(wire.address, field: "floor key")
    else { return nil }
    let start = Instant(nanoseconds: wire.start)
    let actor = Actor(
      process: ProcessID(pid: wire.pid, start: start), thread: wire.pid,
      program: ProgramID(rawValue: wire.program))
    return Destination(
      time: Instant(nanoseconds: time), actor: actor, endpoint: endpoint,
      transport: TransportProtocol(number: wire.protocol), hook: .floor,
      via: (try? via(wire.via)) ?? .unknown, netNamespace: wire.net_namespace)
  }

  private static func result(_ number: UInt8) throws(Malformed) -> FlowEnd.Result {
    switch wire_result(UInt32(number)) {
    case WIRE_RESULT_UNKNOWN: .unknown
    case WIRE_RESULT_ESTABLISHED: .established
    case WIRE_RESULT_REFUSED: .refused
    case WIRE_RESULT_TIMED_OUT: .timedOut
    case WIRE_RESULT_UNREACHABLE: .unreachable
    case WIRE_RESULT_ABANDONED: .abandoned
    default: throw .number(field: "result", value: UInt32(number))
    }
  }

  private static func call(_ number: UInt32) throws(Malformed) -> Meddling.Call {
    switch wire_meddling(number) {
    case WIRE_PTRACE: .ptrace
    case WIRE_PIDFD_GETFD: .getDescriptor
    case WIRE_VM_WRITEV: .writeMemory
    case WIRE_PROC_MEM: .writeMemoryFile
    default: throw .number(field: "call", value: number)
    }
  }
}
