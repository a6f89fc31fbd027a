// SPDX-License-Identifier: Apache-2.0

internal import CWire

/// Bytes of streams.
extension WireDecoder {
  /// struct wire_segment.
  static func segment(_ record: RawSpan) throws(Malformed) -> StreamSegment {
    let wire = try read(wire_segment.self, of: record)
    let hook = try hook(wire.hook)
    return StreamSegment(
      time: instant(wire.header), owner: actor(wire.owner), cookie: wire.cookie,
      peer: try endpoint(wire.peer, field: "peer"), netNamespace: wire.net_namespace,
      transport: TransportProtocol(number: wire.protocol), isInbound: hook == .ingress,
      offset: wire.offset,
      bytes: try bytes(record, from: MemoryLayout<wire_segment>.size, count: Int(wire.size)),
      isCut: wire.left > 0, isLoopback: wire.is_loopback != 0)
  }
}
