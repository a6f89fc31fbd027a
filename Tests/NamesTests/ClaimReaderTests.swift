// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import TestKit
import Testing

@Suite struct ClaimReaderTests {
  private static let peer = endpoint(7)

  private static func endpoint(_ last: UInt32) -> Endpoint {
    Endpoint(address: IPAddress(v4: 0xc633_6400 | last), port: 443)
  }

  private static func segment(
    _ bytes: [UInt8], at offset: Int = 0, cookie: UInt64 = 3, peer: Endpoint = peer,
    transport: TransportProtocol = .tcp, isInbound: Bool = false, isCut: Bool = false
  ) -> StreamSegment {
    StreamSegment(
      time: Instant(nanoseconds: 9), owner: WireRecord.actor(8), cookie: cookie, peer: peer,
      netNamespace: 4, transport: transport, isInbound: isInbound, offset: UInt32(offset),
      bytes: bytes, isCut: isCut, isLoopback: true)
  }

  private static func claim(
    _ said: Said, depth: Int = 0, transport: TransportProtocol = .tcp
  ) -> Claim {
    Claim(
      time: Instant(nanoseconds: 9), owner: WireRecord.actor(8), cookie: 3, peer: peer,
      netNamespace: 4, transport: transport, isLoopback: true, depth: depth, said: said)
  }

  private static let hello = ConnectionReaderTests.hello
  private static let said = Said.hello(name: "api.example.com", isEncrypted: false)

  @Test(arguments: [1, 7, 100, 5_000]) func aHelloIsAClaim(size: Int) {
    var reader = ClaimReader()
    let claims = stride(from: 0, to: Self.hello.count, by: size).flatMap { start in
      reader.take(Self.segment(Array(Self.hello[start...].prefix(size)), at: start))
    }
    #expect(claims == [Self.claim(Self.said)])
    #expect(reader.count == 0 && reader.waiting == 0, "nothing more is kept of it")
    #expect(reader.take(Self.segment([1, 2, 3], at: Self.hello.count)).isEmpty)
    #expect(reader.count == 0)
  }

  @Test func everyHostOfARequestIsAClaim() {
    let head = Array("GET /a HTTP/1.1\r\nHost: A.example:80\r\nHost: b.example\r\n\r\n".utf8)
    var reader = ClaimReader()
    #expect(
      reader.take(Self.segment(head))
        == [Self.claim(.host("a.example")), Self.claim(.host("b.example"))])
  }

  @Test func behindAProxyTheDepthGrows() {
    var reader = ClaimReader()
    let target = ProxyTarget(way: .connect, host: "api.example.com", port: 443)
    let bytes = ConnectionReaderTests.connect + Self.hello
    #expect(
      reader.take(Self.segment(bytes))
        == [Self.claim(.proxy(target)), Self.claim(Self.said, depth: 1)])
    let requests = Array(
      "GET http://a.example/ HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nHost: b.example\r\n\r\n".utf8)
    let absolute = ProxyTarget(way: .absolute, host: "a.example", port: 80)
    var other = ClaimReader()
    #expect(
      other.take(Self.segment(requests))
        == [Self.claim(.proxy(absolute)), Self.claim(.host("b.example"))])
  }

  /// The kernel side takes the beginning of each packet.
  @Test func requestsToAProxyAreFoundAgain() {
    var reader = ClaimReader()
    func request(_ host: String, _ more: String = "") -> [UInt8] {
      Array("GET http://\(host)/ HTTP/1.1\r\nHost: \(host)\r\n\(more)\r\n".utf8)
    }
    func said(_ host: String) -> [Claim] {
      [Self.claim(.proxy(ProxyTarget(way: .absolute, host: host, port: 80)))]
    }
    let long = Array(
      "GET http://b.example/ HTTP/1.1\r\nPadding: \(String(repeating: "x", count: 999))".utf8)
    #expect(reader.take(Self.segment(request("a.example"))) == said("a.example"))
    var at = request("a.example").count
    #expect(reader.take(Self.segment(long, at: at, isCut: true)) == said("b.example"))
    at += 50_000
    #expect(reader.take(Self.segment(Array("more of a body".utf8), at: at)).isEmpty)
    at += 9_000
    #expect(reader.take(Self.segment(request("c.example"), at: at)) == said("c.example"))
    at += request("c.example").count + 1
    #expect(reader.take(Self.segment(request("d.example"), at: at)) == said("d.example"))
  }

  @Test func aCutHelloSaysWhatCame() {
    var reader = ClaimReader()
    let filler =
      [0, 21] + ClientHelloTests.vector([UInt8](repeating: 0, count: 900), lengthBytes: 2)
    let name = ClientHelloTests.serverName(Array("api.example.com".utf8))
    let early = ClientHelloTests.records(ClientHelloTests.hello([name, filler]))
    let late = ConnectionReaderTests.hello("api.example.com", padding: 900)
    #expect(
      reader.take(Self.segment(Array(early.dropLast()), isCut: true)) == [Self.claim(Self.said)])
    #expect(reader.take(Self.segment(Array(late.prefix(800)), isCut: true)).isEmpty)
    #expect(reader.count == 0 && reader.waiting == 0)
  }

  @Test func initialPacketsAreClaims() {
    let found = Said.hello(name: "example.com", isEncrypted: false)
    func datagram(_ bytes: [UInt8], _ peer: Endpoint = Self.peer) -> StreamSegment {
      Self.segment(bytes, peer: peer, transport: .udp)
    }
    var reader = ClaimReader()
    #expect(reader.take(datagram([0xc0, 0, 0, 0, 1, 8])).isEmpty)
    #expect(reader.count == 0)
    #expect(reader.take(datagram(QUICPackets.scrambled1a)).isEmpty)
    #expect(reader.take(datagram([1, 2, 3])).isEmpty)
    #expect(reader.take(datagram(QUICPackets.scrambled1b)).isEmpty)
    #expect(
      reader.take(datagram(QUICPackets.scrambled1c)) == [Self.claim(found, transport: .udp)])
    #expect(reader.take(datagram(QUICPackets.version1)).isEmpty, "said already")
    #expect(reader.take(datagram(QUICPackets.version2, Self.endpoint(8))).count == 1)
    #expect(reader.count == 2)
    reader.close(3)
    #expect(reader.count == 0 && reader.waiting == 0)
  }

  @Test func whatComesInSaysNothing() {
    var reader = ClaimReader()
    #expect(reader.take(Self.segment(Self.hello, isInbound: true)).isEmpty)
    #expect(reader.count == 0)
  }

  @Test func aClosedSocketIsForgotten() {
    var reader = ClaimReader()
    _ = reader.take(Self.segment(Array(Self.hello.prefix(100))))
    #expect(reader.count == 1 && reader.waiting == 100)
    reader.close(3)
    #expect(reader.count == 0 && reader.waiting == 0)
    #expect(reader.take(Self.segment(Array(Self.hello[100...]), at: 100)).isEmpty)
  }

  @Test func manyConnectionsStayBounded() {
    var reader = ClaimReader()
    let half = Array(ConnectionReaderTests.hello("a.example", padding: 9_000).prefix(8_000))
    for cookie in 1...UInt64(6_000) {
      let isDatagram = cookie % 3 == 0
      _ = reader.take(
        Self.segment(
          isDatagram ? QUICPackets.scrambled1a : half, cookie: cookie,
          peer: Self.endpoint(UInt32(cookie % 5)), transport: isDatagram ? .udp : .tcp))
      #expect(reader.count <= ClaimReader.connectionLimit)
      #expect(reader.waiting <= ClaimReader.byteLimit)
    }
    #expect(reader.dropped == 6_000 - UInt64(reader.count))
    for cookie in 1...UInt64(6_000) { reader.close(cookie) }
    #expect(reader.count == 0 && reader.waiting == 0)
  }

  @Test(arguments: 0..<UInt64(6)) func randomSegmentsNeverTrap(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var reader = ClaimReader()
    let inputs = ConnectionReaderTests.conversations.map(\.bytes) + [QUICPackets.scrambled2a]
    for _ in 0..<2_000 {
      let bytes = inputs.randomElement(using: &generator) ?? []
      let start = Int.random(in: 0...bytes.count, using: &generator)
      var part = Array(bytes[start...].prefix(Int.random(in: 0...300, using: &generator)))
      if Bool.random(using: &generator), !part.isEmpty { part[0] ^= 0x40 }
      let offset = Bool.random(using: &generator) ? start : Int(UInt32.max) - start
      _ = reader.take(
        Self.segment(
          part, at: offset, cookie: UInt64.random(in: 0..<8, using: &generator),
          transport: Bool.random(using: &generator) ? .udp : .tcp,
          isCut: Int.random(in: 0..<9, using: &generator) == 0))
    }
    for cookie in 0..<UInt64(8) { reader.close(cookie) }
    #expect(reader.count == 0 && reader.waiting == 0)
  }
}
