// SPDX-License-Identifier: Apache-2.0

import Events
import Names

/// What clients say first on connections over TCP: TLS, HTTP, SOCKS and tunnels of these.
enum ConnectionTarget: Target {
  static let name = "connections"
  static let about =
    "first bytes of connections, whole and in drops; names are printable, and how they are cut is nothing"
  static let rounds: UInt64 = 3_000
  static let words =
    HTTPTarget.words + ClientHelloTarget.words + [
      "\u{5}\u{1}\0", "\u{5}\u{1}\0\u{3}\u{6}a.test\u{1}\u{bb}",
      "\u{4}\u{1}\0\u{50}\0\0\0\u{1}\0a.test\0",
      "Transfer-Encoding: chunked\r\n", "Content-Length: 4\r\n", "0\r\n\r\n",
    ]

  static func seeds(_ corpus: Corpus) throws -> [[UInt8]] {
    let hellos = try corpus.files(of: ClientHelloTarget.self)
    let requests = try corpus.files(of: HTTPTarget.self)
    let greetings = try corpus.files(of: ConnectionTarget.self)
    return hellos + requests + zip(requests + greetings, hellos + hellos + hellos).map { $0 + $1 }
  }

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let input = Array(input.prefix(6_000))
    let whole = claims(in: input, every: max(input.count, 1))
    for claim in whole { try isShown(claim) }
    for size in [1, 7, 900] where size > 1 || input.count < 600 {
      let dripped = claims(in: input, every: size)
      let mayBeFoundAgain = (whole + dripped).contains(where: isAbsolute)
      try hold("cuts change nothing", (size, dripped, whole), mayBeFoundAgain || dripped == whole)
    }
    _ = claims(in: input, every: 50, isCut: true)
    return !whole.isEmpty
  }

  private static func claims(in input: [UInt8], every size: Int, isCut: Bool = false) -> [Claim] {
    var reader = ClaimReader()
    return stride(from: 0, to: input.count, by: size).flatMap { start in
      reader.take(segment(Array(input[start...].prefix(size)), at: start, isCut: isCut))
    }
  }

  private static func segment(_ bytes: [UInt8], at start: Int, isCut: Bool) -> StreamSegment {
    let time = Instant(nanoseconds: 1)
    return StreamSegment(
      time: time,
      owner: Actor(process: ProcessID(pid: 1, start: time), thread: 1, program: .unknown),
      cookie: 1, peer: Endpoint(address: IPAddress(v4: 0xc633_6407), port: 443),
      isInbound: false, offset: UInt32(start), bytes: bytes, isCut: isCut)
  }

  private static func isAbsolute(_ claim: Claim) -> Bool {
    if case .proxy(let target) = claim.said { target.way == .absolute } else { false }
  }

  private static func isShown(_ claim: Claim) throws(Find) {
    try hold("a tunnel is not deep", claim, (0...3).contains(claim.depth))
    switch claim.said {
    case .hello(let name, _): if let name { try Rules.isHostName(name) }
    case .host(let name): try Rules.isHostName(name)
    case .proxy(let target): try Rules.isHostName(target.host)
    }
    try Rules.comesBack(.claim(claim))
  }
}
