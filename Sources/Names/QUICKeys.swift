// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// The keys of a client's Initial packets. They follow from the connection id that the client chose
/// (RFC 9001, section 5.2), which stands in the packet: it is protection from accidents, not from
/// readers.
struct QUICKeys {
  private static let nonceSize = 12

  private let key: SymmetricKey
  private let nonce: [UInt8]
  private let header: AESBlock

  init?(version: QUICVersion, connectionID: ArraySlice<UInt8>) {
    let initial = HKDF<SHA256>.extract(
      inputKeyMaterial: SymmetricKey(data: Array(connectionID)), salt: version.salt)
    let client = Self.expand(SymmetricKey(data: initial), "client in", count: 32)
    let secret = SymmetricKey(data: client)
    key = SymmetricKey(data: Self.expand(secret, version.label + " key", count: AESBlock.size))
    nonce = Self.expand(secret, version.label + " iv", count: Self.nonceSize)
    let protection = Self.expand(secret, version.label + " hp", count: AESBlock.size)
    guard let header = AESBlock(key: protection) else { return nil }
    self.header = header
  }

  /// HKDF-Expand-Label of RFC 8446, section 7.1: `length(16) label<8> context<8>`, the context empty.
  private static func expand(_ secret: SymmetricKey, _ label: String, count: Int) -> [UInt8] {
    let text = Array("tls13 \(label)".utf8)
    let information =
      [UInt8(count >> 8), UInt8(count & 255), UInt8(text.count & 255)] + text + [0]
    let key = HKDF<SHA256>.expand(
      pseudoRandomKey: secret, info: information, outputByteCount: count)
    return unsafe key.withUnsafeBytes { unsafe Array($0) }
  }

  /// Five bytes that protect a header, from 16 bytes of the packet (RFC 9001, section 5.4.3).
  func mask(sample: ArraySlice<UInt8>) -> [UInt8]? {
    header.encrypt(sample).map { Array($0.prefix(5)) }
  }

  /// The payload of a packet, its tag at the end; nil where the tag is not that of header and payload.
  func open(
    _ payload: ArraySlice<UInt8>, header: [UInt8], packetNumber: UInt64
  ) -> [UInt8]? {
    guard payload.count > AESBlock.size, let nonce = try? AES.GCM.Nonce(data: nonce(packetNumber)),
      let box = try? AES.GCM.SealedBox(
        nonce: nonce, ciphertext: Array(payload.dropLast(AESBlock.size)),
        tag: Array(payload.suffix(AESBlock.size))),
      let plain = try? AES.GCM.open(box, using: key, authenticating: header)
    else { return nil }
    return Array(plain)
  }

  /// The number in the last bytes (RFC 9001, section 5.3).
  private func nonce(_ packetNumber: UInt64) -> [UInt8] {
    nonce.enumerated().map { index, byte in
      index < 4 ? byte : byte ^ UInt8(truncatingIfNeeded: packetNumber >> UInt64(8 * (11 - index)))
    }
  }
}
