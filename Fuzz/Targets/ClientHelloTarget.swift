// SPDX-License-Identifier: Apache-2.0

import Names

/// The first bytes of TLS connections.
enum ClientHelloTarget: Target {
  static let name = "client-hello"
  static let about = "ClientHellos; the name is printable, and more bytes do not change it"
  static let rounds: UInt64 = 15_000
  static let words = [
    "\u{16}\u{3}\u{1}", "\0\0\0\u{b}\0\u{9}\0\0\u{6}a.test", "\u{1}\0\0", "\u{3}\u{3}",
  ]

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let whole = ClientHello.parse(input[...], isCut: false)
    let beginning = ClientHello.parse(input.prefix(input.count / 2), isCut: false)
    if case .found = beginning {
      try hold("what the beginning says the whole says", input, whole == beginning)
    }
    _ = ClientHello.parse(input[...], isCut: true)
    guard case .found(let hello) = whole else { return false }
    if let name = hello.serverName { try Rules.isHostName(name) }
    return true
  }
}
