// SPDX-License-Identifier: Apache-2.0

/// The ClientHello of a QUIC connection, from the datagrams a client sends first: several packets in a
/// datagram, CRYPTO frames in any order. Bounded: a hello is found in the first datagrams or not at all.
package struct QUICHello: Sendable {
  private static let datagramLimit = 32
  private static let packetLimit = 8
  private static let frameLimit = 256
  private static let helloLimit = 16_384

  /// The connection id of the first packet, from which all keys follow.
  private var first: (version: QUICVersion, connectionID: [UInt8])?
  private var reassembly = StreamReassembly(aheadLimit: helloLimit)
  private var handshake: [UInt8] = []
  private var datagrams = 0
  private var result: Reading<ClientHello> = .incomplete

  package init() {}

  /// Bytes that wait for others.
  var held: Int { handshake.count + reassembly.ahead }

  /// The next datagram that the client sent.
  package mutating func take(_ datagram: ArraySlice<UInt8>) -> Reading<ClientHello> {
    guard case .incomplete = result else { return result }
    datagrams += 1
    var cursor = ByteCursor(datagram)
    var packets = 0
    while packets < Self.packetLimit, !cursor.rest.isEmpty, let packet = QUICInitial(&cursor) {
      packets += 1
      read(packet)
    }
    result = first == nil ? .foreign : reading()
    return result
  }

  /// What the frames of a packet say, behind its protection.
  package static func reading(ofFrames frames: [UInt8]) -> Reading<ClientHello> {
    var hello = QUICHello()
    hello.read(frames: frames)
    return hello.reading()
  }

  private func reading() -> Reading<ClientHello> {
    if reassembly.isBroken { return .foreign }
    if handshake.count >= 4 || !handshake.isEmpty && handshake.first != 1 {
      let found = ClientHello.parse(handshake: handshake)
      if found != .incomplete { return found }
    }
    if handshake.count > Self.helloLimit || datagrams >= Self.datagramLimit {
      return handshake.isEmpty ? .foreign : ClientHello.parse(handshake: handshake, isCut: true)
    }
    return .incomplete
  }

  private mutating func read(_ packet: QUICInitial) {
    let known = first.flatMap { QUICKeys(version: $0.version, connectionID: $0.connectionID[...]) }
    if let frames = known.flatMap(packet.frames) {
      read(frames: frames)
      return
    }
    // The first packet, or one after a Retry, whose keys follow from a new connection id.
    guard let keys = QUICKeys(version: packet.version, connectionID: packet.connectionID),
      let frames = packet.frames(keys)
    else { return }
    first = (packet.version, Array(packet.connectionID))
    read(frames: frames)
  }

  /// PADDING, PING, ACK and CRYPTO: the frames of Initial packets that can stand before a CRYPTO frame
  /// (RFC 9000, sections 12.4 and 19).
  private mutating func read(frames: [UInt8]) {
    var cursor = ByteCursor(frames[...])
    for _ in 0..<Self.frameLimit {
      // PADDING is a frame of one zero byte.
      cursor.skip(0)
      guard let type = cursor.quicNumber() else { return }
      switch type {
      case 1: continue
      case 2, 3: guard Self.skipAcknowledgement(&cursor, countsECN: type == 3) else { return }
      case 6:
        guard let offset = cursor.quicNumber(), let count = cursor.quicNumber(),
          let bytes = cursor.take(count)
        else { return }
        handshake += reassembly.take(bytes, at: UInt64(offset))
      default: return
      }
    }
  }

  /// Largest, delay, range count, first range, then two numbers for each range, then three counts.
  private static func skipAcknowledgement(_ cursor: inout ByteCursor, countsECN: Bool) -> Bool {
    guard cursor.quicNumber() != nil, cursor.quicNumber() != nil, let ranges = cursor.quicNumber(),
      ranges <= frameLimit
    else { return false }
    for _ in 0..<(1 + 2 * ranges + (countsECN ? 3 : 0)) where cursor.quicNumber() == nil {
      return false
    }
    return true
  }
}
