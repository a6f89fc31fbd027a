// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Kernel

extension KernelLive {
  /// Bytes of TCP streams: DNS over TCP in a network of its own.
  @Suite struct CaptureStreamTests {
    /// The bytes of one direction, each where its offset says; nil where one is missing.
    static func stream(_ segments: [StreamSegment], isInbound: Bool) -> [UInt8]? {
      var bytes: [UInt8] = []
      for segment in segments.filter({ $0.isInbound == isInbound }).sorted(by: {
        $0.offset < $1.offset
      }) {
        guard Int(segment.offset) <= bytes.count, !segment.isCut else { return nil }
        bytes += segment.bytes.dropFirst(bytes.count - Int(segment.offset))
      }
      return bytes
    }

    @Test(
      "Questions and answers over TCP, whole and in pieces, are taken byte by byte",
      .timeLimit(.minutes(1)),
      arguments: [("INET", "127.0.0.1"), ("INET6", "::1")])
    func messagesOverTCPAreTaken(family: String, address: String) throws {
      let seen = try Capture().watch(
        .python(Self.nameServer(family: family, address: address), namespace: true))
      #expect(seen.trigger.output.contains("got 60000"))
      let peer = Endpoint(address: try #require(IPAddress(address)), port: 53)
      #expect(seen.segments.allSatisfy { $0.peer == peer && $0.isLoopback && $0.cookie != 0 })
      #expect(Set(seen.segments.map(\.cookie)).count == 1)
      let asked = Self.stream(seen.segments, isInbound: false)
      #expect(asked == Array("question one, question two".utf8))
      let told = Self.stream(seen.segments, isInbound: true)
      #expect(told == Array("one".utf8) + (0..<59_997).map { UInt8($0 % 251) })
    }

    @Test("Another port's bytes are not taken", .timeLimit(.minutes(1)))
    func otherPortsAreNotTaken() throws {
      let source = Self.nameServer(family: "INET", address: "127.0.0.1")
      let other = source.replacing("53", with: "5353")
      let seen = try Capture().watch(.python(other, namespace: true))
      #expect(seen.trigger.output.contains("got 60000"))
      #expect(!seen.segments.contains { $0.isInbound })
    }

    private static func nameServer(family: String, address: String) -> String {
      """
      import socket, time
      server = socket.socket(socket.AF_\(family), socket.SOCK_STREAM)
      server.bind(("\(address)", 53))
      server.listen()
      client = socket.create_connection(("\(address)", 53))
      client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
      there, _ = server.accept()
      for part in (b"q", b"uestion one, qu", b"estion two"):
          client.sendall(part)
          time.sleep(0.01)
      there.recv(64)
      there.sendall(b"one")
      there.sendall(bytes(i % 251 for i in range(59997)))
      there.close()
      got = b""
      while part := client.recv(65536):
          got += part
      print("got", len(got))
      """
    }
  }
}
