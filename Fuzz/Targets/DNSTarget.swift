// SPDX-License-Identifier: Apache-2.0

import Events
import Names

/// DNS messages that came to a watched socket.
enum DNSTarget: Target {
  static let name = "dns"
  static let about = "DNS messages and the name cache; names are printable and bounded"
  static let rounds: UInt64 = 12_000
  static let words = ["\u{c}\0", "\0\u{1}\0\u{1}", "\0\u{5}\0\u{1}", "\u{3}api", "\0\0\u{29}"]

  /// api.test, an alias to cdn.test by pointers, an address.
  static let answer: [UInt8] =
    [0, 1, 0x81, 0x80, 0, 1, 0, 2, 0, 0, 0, 0, 3, 0x61, 0x70, 0x69, 4, 0x74, 0x65, 0x73, 0x74, 0]
    + [0, 1, 0, 1, 0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 6, 3, 0x63, 0x64, 0x6e, 0xc0, 16]
    + [0xc0, 38, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 198, 51, 100, 7]

  static func seeds(_ corpus: Corpus) -> [[UInt8]] { [answer] }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    try learn(input)
    _ = DNSMessage.parse(input[...], isCut: true)
    guard case .success(let message) = DNSMessage.parse(input[...], isCut: false) else {
      return false
    }
    for question in message.questions { try Rules.isHostName(question.name) }
    for record in message.answers {
      try Rules.isHostName(record.name)
      if case .alias(let name) = record.payload { try Rules.isHostName(name) }
    }
    return true
  }

  /// The same bytes as the answer to a server, and what the cache then says of an address.
  private static func learn(_ input: [UInt8]) throws(Find) {
    var cache = NameCache()
    let time = Instant(nanoseconds: 1_000_000_000)
    let resolver = Endpoint(address: IPAddress(v4: 0xc000_0235), port: 53)
    let payload = DNSPayload(
      time: time,
      owner: Actor(process: ProcessID(pid: 1, start: time), thread: 1, program: .unknown),
      cookie: 1, peer: resolver, netNamespace: 1, transport: .udp, isAnswer: true, payload: input)
    _ = cache.learn(payload)
    let known = cache.names(for: IPAddress(v4: 0xc633_6407), netNamespace: 1, at: time)
    for record in known { try Rules.isHostName(record.name) }
  }
}
