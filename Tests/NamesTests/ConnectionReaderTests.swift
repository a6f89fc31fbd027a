// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import TestKit
import Testing

@Suite struct ConnectionReaderTests {
  static func claims(_ bytes: [UInt8], size: Int) -> [ConnectionClaim] {
    var reader = ConnectionReader()
    return stride(from: 0, to: bytes.count, by: size).flatMap {
      reader.take(bytes[$0...].prefix(size))
    }
  }

  static func name(_ claim: ConnectionClaim) -> String {
    switch claim {
    case .tls(let hello): "tls " + (hello.serverName ?? "-")
    case .http(let request): "http " + request.hosts.joined(separator: ",")
    case .proxy(let request): "\(request.way.rawValue) \(request.host) \(request.port)"
    }
  }

  static func hello(_ name: String, padding: Int = 4) -> [UInt8] {
    let filler =
      [0, 21] + ClientHelloTests.vector([UInt8](repeating: 0, count: padding), lengthBytes: 2)
    return ClientHelloTests.records(
      ClientHelloTests.hello([filler, ClientHelloTests.serverName(Array(name.utf8))]))
  }

  static let hello = hello("api.example.com")
  static let connect = Array(
    "CONNECT Api.example.com:443 HTTP/1.1\r\nHost: front.example\r\n\r\n".utf8)
  static let socks5: [UInt8] =
    [5, 2, 0, 2, 1, 1, 97, 1, 98, 5, 1, 0, 3, 6] + Array("db.net".utf8) + [1, 187]

  static let conversations: [(bytes: [UInt8], names: [String])] = [
    (hello, ["tls api.example.com"]),
    (connect + hello, ["connect api.example.com 443", "tls api.example.com"]),
    (
      Array(
        ("GET http://one.example/x HTTP/1.1\r\nHost: one.example\r\n\r\n"
          + "POST http://two.example:8080/ HTTP/1.1\r\nHost: one.example\r\nContent-Length: 5\r\n\r\nGET /"
          + "PUT https://three.example/ HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"
          + "4;x=y\r\nGET \r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n"
          + "\r\nGET / HTTP/1.1\r\nHost: four.example:81\r\n\r\n").utf8),
      [
        "absolute one.example 80", "absolute two.example 8080", "absolute three.example 443",
        "http four.example",
      ]
    ),
    (socks5 + hello, ["socks5 db.net 443", "tls api.example.com"]),
    ([5, 1, 0, 5, 1, 0, 1, 198, 51, 100, 7, 0, 80], ["socks5 198.51.100.7 80"]),
    (
      [5, 1, 0, 5, 1, 0, 4, 0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [1, 0, 80],
      ["socks5 2001:db8::1 80"]
    ),
    ([4, 1, 0, 80, 198, 51, 100, 7, 97, 0], ["socks4 198.51.100.7 80"]),
    (
      [4, 1, 1, 187, 0, 0, 0, 1, 0] + Array("Evil.example".utf8) + [0] + hello,
      ["socks4a evil.example 443", "tls api.example.com"]
    ),
    (
      connect + socks5 + connect + hello,
      ["connect api.example.com 443", "socks5 db.net 443", "connect api.example.com 443"]
    ),
    (
      Array(
        ("GET / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "GET / HTTP/1.1\r\nHost: b.example\r\n\r\n").utf8), ["http a.example"]
    ),
    // A line of blanks ends no head.
    (Array("GET / HTTP/1.1\r\nA: b\r\n \r\nHost: a.example\r\n\r\n".utf8), ["http "]),
    ([0x17, 3, 3, 0, 1, 0], []), ([5, 0, 5], []), ([4, 3, 1], []),
    (Array("GET nothing\r\n\r\n".utf8), []),
    (Array("SSH-2.0-OpenSSH\r\n".utf8), []), ([0, 1, 2], []),
  ]

  @Test(arguments: conversations.indices) func readsConversations(index: Int) {
    let (bytes, names) = Self.conversations[index]
    for size in [1, 2, 3, 7, 64, bytes.count] {
      #expect(Self.claims(bytes, size: size).map(Self.name) == names, "\(size)")
    }
  }

  @Test(arguments: conversations.indices) func everyPrefixSaysAsMuchAsCame(index: Int) {
    let (bytes, names) = Self.conversations[index]
    var most = 0
    for length in 0...bytes.count {
      let found = Self.claims(Array(bytes.prefix(length)), size: max(length, 1)).map(Self.name)
      #expect(found == Array(names.prefix(found.count)), "\(length)")
      #expect(found.count >= most)
      most = found.count
    }
  }

  @Test func segmentsWithOffsets() {
    let bytes = Self.connect + Self.hello
    var reader = ConnectionReader()
    var found = reader.take(bytes[..<20], at: 0)
    found += reader.take(bytes[..<20], at: 0)
    found += reader.take(bytes[10..<80], at: 10)
    found += reader.take(bytes[80...], at: 80)
    #expect(found.map(Self.name) == ["connect api.example.com 443", "tls api.example.com"])
    #expect(reader.isAtEnd)
  }

  /// Of a body the bytes need not be copied.
  @Test func aGapInABodyIsNotMissed() {
    let head = Array("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1000000\r\n\r\n".utf8)
    let next = Array("GET / HTTP/1.1\r\nHost: b.example\r\n\r\n".utf8)
    var reader = ConnectionReader()
    var found = reader.take(head[...], at: 0)
    found += reader.take(next[...], at: UInt64(head.count + 1_000_000))
    #expect(found.map(Self.name) == ["http a.example", "http b.example"])
    _ = reader.take(next[...], at: UInt64(head.count + 1_000_000 + next.count + 1))
    #expect(reader.isAtEnd, "a gap elsewhere ends the reading")
  }

  @Test func aHelloOfTwoKilobytesIsRead() {
    let long = Self.hello("pq.example", padding: 2_000)
    for size in [1_400, 536, 1] {
      #expect(Self.claims(long, size: size).map(Self.name) == ["tls pq.example"])
    }
  }

  @Test(arguments: [
    Array("GET / HTTP/1.1\r\n".utf8), [0x16, 3, 1, 0x40, 0, 1, 0, 0x3f, 0xfc, 3, 3],
    [4, 1, 0, 80, 0, 0, 0, 1],
  ])
  func endlessGreetingsEnd(start: [UInt8]) {
    var reader = ConnectionReader()
    var claims = reader.take(start[...])
    for _ in 0..<200 { claims += reader.take([UInt8](repeating: 65, count: 100)[...]) }
    #expect(claims.allSatisfy { Self.name($0) == "http " }, "a head without a Host")
    #expect(reader.isAtEnd)
  }

  @Test(arguments: 0..<UInt64(10)) func randomBytesNeverTrap(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      var (bytes, _) = Self.conversations[
        Int.random(in: 0..<Self.conversations.count, using: &generator)]
      for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      _ = Self.claims(bytes, size: Int.random(in: 1...50, using: &generator))
    }
  }

  @Test func aProxysHostMayBeAnAddress() {
    let request = ProxyTarget(way: .socks5, host: "198.51.100.7", port: 1)
    #expect(request.address == IPAddress(v4: 0xc633_6407))
    #expect(ProxyTarget(way: .connect, host: "a.test", port: 1).address == nil)
  }
}
