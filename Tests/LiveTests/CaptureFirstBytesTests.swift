// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Kernel

extension KernelLive {
  /// What a client says first: how much of it is taken, and when taking stops. Everything goes to
  /// loopback in a network of its own.
  @Suite struct CaptureFirstBytesTests {
    /// A ClientHello's headers, and as many bytes as they say.
    private static let hello =
      #"b"\x16\x03\x01" + (N + 4).to_bytes(2) + b"\x01" + (N).to_bytes(3) + b"h" * N"#

    private static func hello(_ size: Int) -> String {
      Self.hello.replacing("N", with: "\(size)")
    }

    /// What of the parts that a client sends was taken, a text of the bytes for each segment.
    private static func taken(
      _ parts: [String], answered: Bool = false, port: Int = 4433
    ) throws -> [StreamSegment] {
      let source = """
        import socket, time
        server = socket.socket(socket.AF_INET6)
        server.bind(("::1", \(port)))
        server.listen()
        client = socket.create_connection(("::1", \(port)))
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        there, _ = server.accept()
        for part in [\(parts.joined(separator: ", "))]:
            client.sendall(part)
            time.sleep(0.005)
            if \(answered ? "True" : "False"):
                there.recv(65536)
                there.sendall(b"HTTP/1.1 200 OK\\r\\n\\r\\n")
        print("done")
        """
      let seen = try Capture().watch(.python(source, namespace: true))
      #expect(seen.trigger.output.contains("done"), "\(seen.trigger.output)")
      #expect(seen.segments.allSatisfy { $0.peer.port == port && !$0.isInbound && $0.isLoopback })
      return seen.segments
    }

    private static func bytes(_ segments: [StreamSegment]) -> [UInt8]? {
      CaptureStreamTests.stream(segments, isInbound: false)
    }

    @Test(
      "A ClientHello is taken to its end and nothing behind it", .timeLimit(.minutes(1)),
      arguments: [100, 631, 1_800, 3_000, 9_000])
    func aHelloIsTaken(size: Int) throws {
      let segments = try Self.taken([Self.hello(size), "b'secret'", "b'secret'"])
      let bytes = try #require(Self.bytes(segments))
      #expect(bytes.count == size + 9)
      #expect(bytes.prefix(3) == [0x16, 3, 1] && bytes.last == UInt8(ascii: "h"))
    }

    @Test("Split at any byte, it is taken whole", .timeLimit(.minutes(1)))
    func aSplitHelloIsTaken() throws {
      let hello = Self.hello(1_800)
      let split = ["(\(hello))[:16]", "(\(hello))[16:700]", "(\(hello))[700:]", "b'secret'"]
      #expect(Self.bytes(try Self.taken(split))?.count == 1_809)
      let drops = (0..<20).map { "(\(hello))[\($0):\($0 + 1)]" } + ["(\(hello))[20:]"]
      #expect(Self.bytes(try Self.taken(drops))?.count == 1_809)
      // Its length was not in the first packet: 4,096 bytes are taken, and no more.
      let more = Self.bytes(try Self.taken(drops + ["b'x' * 9000", "b'secret'"]))
      #expect(more?.count == nil, "the last packet was cut")
    }

    @Test(
      "A request is taken to the end of its head, and what is no greeting not at all",
      .timeLimit(.minutes(1)))
    func requestsAreTaken() throws {
      let head = #"b"GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n""#
      let segments = try Self.taken([head, head, "b'secret'"])
      #expect(segments.map { String(decoding: $0.bytes, as: UTF8.self) }.count == 1)
      for other in ["b'220 ready\\r\\n'", #"b"EHLO host.example\r\n""#, "b'\\0\\1\\2'"] {
        #expect(try Self.taken([other, "b'secret'"]).count <= 1)
      }
      #expect(try Self.taken([#"b"EHLO host.example\r\n""#]).isEmpty)
    }

    @Test("Behind CONNECT and SOCKS the tunnel's first bytes are taken", .timeLimit(.minutes(1)))
    func tunnelsAreTaken() throws {
      let connect = #"b"CONNECT a.example:443 HTTP/1.1\r\nHost: a.example\r\n\r\n""#
      let tunnel = try Self.taken([connect, Self.hello(100), "b'secret'"], answered: true)
      #expect(Self.bytes(tunnel)?.count == 51 + 109)
      let socks = try Self.taken(
        [#"b"\x05\x01\x00""#, #"b"\x05\x01\x00\x03\x01a\x01\xbb""#, Self.hello(100)],
        answered: true)
      #expect(Self.bytes(socks)?.count == 3 + 8 + 109)
    }

    @Test("Of requests to a proxy the beginning of each packet is taken", .timeLimit(.minutes(1)))
    func requestsToAProxyAreTaken() throws {
      let request = #"b"GET http://a.example/ HTTP/1.1\r\nHost: a.example\r\n\r\n""#
      let segments = try Self.taken([request, request, "b'x' * 9000", request], answered: true)
      #expect(segments.filter { $0.bytes.starts(with: "GET http".utf8) }.count == 3)
      #expect(segments.allSatisfy { $0.bytes.count <= 4_096 })
      #expect(segments.contains { $0.isCut })
    }

    @Test(
      "Initial packets of QUIC are taken, behind whatever else was sent", .timeLimit(.minutes(1)))
    func initialPacketsAreTaken() throws {
      let source = """
        import socket
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind(("127.0.0.1", 4433))
        client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        client.connect(("127.0.0.1", 4433))
        initial = bytes([0xc3]) + (1).to_bytes(4) + b"i" * 1195
        second = bytes([0xd3]) + (0x6b3343cf).to_bytes(4) + b"j" * 1195
        other = bytes([0xe3]) + (1).to_bytes(4) + b"h" * 1195
        for part in [b"x"] * 20 + [initial, other, second, b"\\x40" + b"y" * 100]:
            client.send(part)
        print("done")
        """
      let seen = try Capture().watch(.python(source, namespace: true))
      #expect(seen.trigger.output.contains("done"))
      let peer = Endpoint(address: try #require(IPAddress("127.0.0.1")), port: 4433)
      #expect(seen.segments.map(\.bytes.count) == [1_200, 1_200])
      #expect(seen.segments.map(\.bytes[0]) == [0xc3, 0xd3])
      #expect(
        seen.segments.allSatisfy { $0.transport == .udp && $0.peer == peer && $0.cookie != 0 })
    }
  }
}
