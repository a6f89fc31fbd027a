// SPDX-License-Identifier: Apache-2.0

internal import CWire

/// The evidence ring: what was asked, what was done, and DNS messages.
extension WireDecoder {
  static func asked(_ record: RawSpan) throws(Malformed) -> AskedCall {
    let wire = try read(wire_asked.self, of: record)
    // A process may state a longer address than a socket path can be; its bytes end here.
    let path = unsafe withUnsafeBytes(of: wire.path) { bytes in
      unsafe Array(bytes.prefix(Int(min(wire.size, UInt32(WIRE_UNIX_PATH_MAX)))))
    }
    let address = socketAddress(wire.address, path: path)
    return AskedCall(
      time: instant(wire.header), actor: actor(wire.process),
      address: try askedAddress(state: wire.state, address), hook: try hook(wire.hook),
      index: wire.index, inode: wire.inode)
  }

  static func destination(_ record: RawSpan) throws(Malformed) -> Destination {
    let wire = try read(wire_destination.self, of: record)
    return Destination(
      time: instant(wire.header), actor: actor(wire.process),
      owner: wire.owner.pid == 0 ? nil : actor(wire.owner), cookie: wire.cookie,
      endpoint: try endpoint(wire.address, field: "destination"),
      asked: try askedAddress(state: wire.asked_state, socketAddress(wire.asked)),
      transport: TransportProtocol(number: wire.protocol), hook: try hook(wire.hook),
      via: try via(wire.via), netNamespace: wire.net_namespace,
      threadName: name(wire.comm), isInbound: wire.is_inbound != 0, ownPort: wire.own_port)
  }

  static func dnsPayload(_ record: RawSpan) throws(Malformed) -> DNSPayload {
    let wire = try read(wire_dns.self, of: record)
    let hook = try hook(wire.hook)
    return DNSPayload(
      time: instant(wire.header), owner: actor(wire.owner), cookie: wire.cookie,
      peer: try endpoint(wire.peer, field: "resolver"), netNamespace: wire.net_namespace,
      transport: TransportProtocol(number: wire.protocol), isAnswer: hook == .ingress,
      payload: try bytes(record, from: MemoryLayout<wire_dns>.size, count: Int(wire.size)),
      isCut: wire.full > wire.size || Int32(wire.header.flags) & WIRE_CUT_PAYLOAD != 0,
      isLoopback: wire.is_loopback != 0)
  }
}
