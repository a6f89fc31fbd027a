// SPDX-License-Identifier: Apache-2.0

/// A client's Initial packet, before its protection is taken off:
///
/// ```
/// 1 1 Type(2) Reserved(2) NumberLength(2)  Version(32)
/// DestinationID<8>  SourceID<8>  Token<variable>  Length(variable)  Number(8..32)  Payload
/// ```
/// (RFC 9000, section 17.2.2). The lower four bits of the first byte and the number are protected.
struct QUICInitial {
  private static let connectionIDLimit = 20
  private static let sampleOffset = 4

  let version: QUICVersion
  let connectionID: ArraySlice<UInt8>
  /// Up to the packet number.
  private let header: ArraySlice<UInt8>
  /// The packet number and all behind it.
  private let body: ArraySlice<UInt8>

  /// The packet at the beginning of the bytes, which are left behind it; nil for anything else, and
  /// then the rest of the datagram is of no use either.
  init?(_ cursor: inout ByteCursor) {
    let packet = cursor.rest
    guard let first = cursor.number(bytes: 1), first & 0xc0 == 0xc0, let number = cursor.take(4),
      let version = QUICVersion(rawValue: number.reduce(0) { $0 << 8 | UInt32($1) }),
      first >> 4 & 3 == version.initialType, let connectionID = cursor.vector(lengthBytes: 1),
      connectionID.count <= Self.connectionIDLimit, let source = cursor.vector(lengthBytes: 1),
      source.count <= Self.connectionIDLimit, let token = cursor.quicNumber(),
      cursor.take(token) != nil, let length = cursor.quicNumber()
    else { return nil }
    header = packet.prefix(packet.count - cursor.rest.count)
    guard let body = cursor.take(length) else { return nil }
    self.body = body
    self.version = version
    self.connectionID = connectionID
  }

  /// The frames, where the keys are those of the packet.
  func frames(_ keys: QUICKeys) -> [UInt8]? {
    let sample = body.dropFirst(Self.sampleOffset).prefix(AESBlock.size)
    guard let mask = keys.mask(sample: sample), var clear = header.first.map({ [$0] }) else {
      return nil
    }
    clear[0] ^= mask[0] & 0x0f
    let size = Int(clear[0] & 3) + 1
    let number = zip(body.prefix(size), mask.dropFirst()).map { $0 ^ $1 }
    clear += Array(header.dropFirst()) + number
    // The first packets have small numbers: the sender's full number is the one that is written.
    return keys.open(
      body.dropFirst(size), header: clear, packetNumber: number.reduce(0) { $0 << 8 | UInt64($1) })
  }
}

extension ByteCursor {
  /// A variable-length integer: two bits say how many bytes, the rest is the number (RFC 9000,
  /// section 16).
  mutating func quicNumber() -> Int? {
    guard let first = rest.first, let bytes = take(1 << Int(first >> 6)) else { return nil }
    return bytes.dropFirst().reduce(Int(first & 0x3f)) { $0 << 8 | Int($1) }
  }
}
