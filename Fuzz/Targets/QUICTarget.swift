// SPDX-License-Identifier: Apache-2.0

import Names

/// Initial packets of QUIC, and the frames in them as they are behind the protection, which a changed
/// packet does not get past.
enum QUICTarget: Target {
  static let name = "quic"
  static let about = "QUIC's Initial packets and their frames; the name is printable"
  static let rounds: UInt64 = 6_000
  static let words = [
    "\u{6}\0\u{40}", "\u{6}\u{40}\u{10}\u{4}", "\u{2}\u{1}\u{1}\0\0", "\u{1}\0\0", "\0\0\0\u{1}",
  ]

  static func seeds(_ corpus: Corpus) throws -> [[UInt8]] {
    let hellos = try corpus.files(of: ClientHelloTarget.self)
    return hellos.map { frame($0.dropFirst(5)) }
  }

  /// A CRYPTO frame (RFC 9000, section 19.6).
  private static func frame(_ message: ArraySlice<UInt8>) -> [UInt8] {
    let size = message.count
    return [6, 0, 0x40 | UInt8(size >> 8 & 0x3f), UInt8(size & 0xff)] + message
  }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    var hello = QUICHello()
    let datagrams = [input[...], input.dropFirst(input.count / 2), input[...]]
    for datagram in datagrams { try isShown(hello.take(datagram)) }
    let frames = QUICHello.reading(ofFrames: Array(input.prefix(4_096)))
    try isShown(frames)
    if case .found = frames { return true }
    return hello.take(input[...]) != .foreign
  }

  private static func isShown(_ reading: Reading<ClientHello>) throws(Find) {
    if case .found(let hello) = reading, let name = hello.serverName { try Rules.isHostName(name) }
  }
}
