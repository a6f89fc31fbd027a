// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Kernel

extension KernelLive {
  /// What is told of sockets. Everything goes to loopback.
  @Suite struct CaptureSocketTests {
    private static func endpoint(_ address: String, _ port: UInt16) throws -> Endpoint {
      Endpoint(address: try #require(IPAddress(address)), port: port)
    }

    @Test(
      "TCP over IPv4, IPv6 and mapped addresses: what was asked for is what was done",
      .timeLimit(.minutes(1)),
      arguments: [
        ("INET", "127.0.0.1", "127.0.0.1", Hook.connect4), ("INET6", "::1", "::1", .connect6),
        ("INET6", "::ffff:127.0.0.1", "127.0.0.1", .connect6),
      ])
    func tcpConnects(family: String, given: String, meant: String, hook: Hook) throws {
      let seen = try Capture().watch(
        .python(
          """
          import socket
          socket.socket(socket.AF_\(family), socket.SOCK_STREAM).connect_ex(("\(given)", 47002))
          """))
      let expected = try Self.endpoint(meant, 47002)
      let told = try #require(seen.destinations.first)
      #expect(seen.destinations.count == 1)
      #expect(told.endpoint == expected)
      #expect(told.asked == .read(.ip(expected)))
      #expect(told.transport == .tcp && told.hook == hook && told.via == .syscall)
      #expect(told.owner?.process == told.actor.process)
      #expect(told.cookie != 0)
    }

    @Test(
      "UDP by sendto and sendmsg, over both families", .timeLimit(.minutes(1)),
      arguments: [
        ("INET", "127.0.0.1", "s.sendto(b'x', to)", Hook.sendmsg4),
        ("INET", "127.0.0.1", "s.sendmsg([b'x'], [], 0, to)", .sendmsg4),
        ("INET6", "::1", "s.sendto(b'x', to)", .sendmsg6),
        ("INET6", "::1", "s.sendmsg([b'x'], [], 0, to)", .sendmsg6),
      ])
    func datagramsAreTold(family: String, address: String, send: String, hook: Hook) throws {
      let seen = try Capture().watch(
        .python(
          """
          import socket
          s = socket.socket(socket.AF_\(family), socket.SOCK_DGRAM)
          to = ("\(address)", 47003)
          \(send)
          """))
      let expected = try Self.endpoint(address, 47003)
      #expect(seen.destinations.map(\.endpoint) == [expected])
      #expect(seen.destinations.map(\.asked) == [.read(.ip(expected))])
      #expect(seen.destinations.map(\.hook) == [hook])
    }

    @Test("The third message of sendmmsg is asked for and done", .timeLimit(.minutes(1)))
    func everyMessageOfManyIsTold() throws {
      let seen = try Capture().watch(.python(Self.threeMessages))
      let expected = try (47_011...47_013).map { try Self.endpoint("127.0.0.1", $0) }
      #expect(seen.trigger.output.contains("sent 3"))
      let asked = seen.asked.filter { $0.hook == .sysSendmmsg }
      #expect(asked.map(\.address) == expected.map { .read(.ip($0)) })
      #expect(asked.map(\.index) == [0, 1, 2])
      #expect(seen.destinations.map(\.endpoint) == expected)
      #expect(seen.destinations.allSatisfy { $0.asked == .many })
    }

    @Test("A UDP connect tells nothing, as long as nothing is sent", .timeLimit(.minutes(1)))
    func connectingADatagramSocketIsNoMessage() throws {
      let silent = try Capture().watch(.python(Self.connected("pass")))
      #expect(silent.destinations.isEmpty)
    }

    @Test(
      "Something sent on it does, once", .timeLimit(.minutes(1)),
      arguments: ["s.send(b'x')", "os.write(s.fileno(), b'x')", "[s.send(b'x') for _ in range(9)]"])
    func sendingOnAConnectedSocketIsAMessage(send: String) throws {
      let seen = try Capture().watch(.python(Self.connected(send)))
      let expected = try Self.endpoint("127.0.0.1", 47004)
      #expect(seen.destinations.map(\.endpoint) == [expected])
      #expect(seen.destinations.first?.transport == .udp)
      #expect(seen.destinations.first?.actor.process.pid == seen.trigger.pid)
    }

    @Test("The bytes of a DNS question and its answer are taken", .timeLimit(.minutes(1)))
    func answersAreCaptured() throws {
      let seen = try Capture().watch(.python(Self.nameServer, namespace: true))
      let question = Array("q".utf8) + [UInt8](repeating: 7, count: 30)
      let answer = Array("a".utf8) + [UInt8](repeating: 9, count: 200)
      let exchange = seen.names.filter { $0.peer.port == 53 }
      #expect(exchange.map(\.isAnswer) == [false, true])
      #expect(exchange.map(\.payload) == [question, answer])
      #expect(exchange.allSatisfy { $0.isLoopback && !$0.isCut })
      #expect(Set(exchange.map(\.cookie)).count == 1)
      // The program is the name server, too: what it sends from port 53.
      let said = seen.names.filter { $0.peer.port != 53 }
      #expect(said.map(\.payload) == [answer] && said.map(\.isAnswer) == [false])
    }

    @Test("A socket that was passed on still has its owner", .timeLimit(.minutes(1)))
    func passedSocketsKeepTheirOwner() throws {
      let seen = try Capture().watch(.python(Self.passing))
      let told = try #require(seen.destinations.first { $0.endpoint.port == 47005 })
      #expect(told.owner?.process.pid == seen.trigger.pid)
      #expect(told.actor.process.pid != seen.trigger.pid)
      #expect(told.actor.program != told.owner?.program)
    }

    private static func connected(_ then: String) -> String {
      """
      import os, socket
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      s.connect(("127.0.0.1", 47004))
      \(then)
      """
    }

    private static let threeMessages = """
      import ctypes, socket, struct
      class Part(ctypes.Structure):
          _fields_ = [("base", ctypes.c_char_p), ("size", ctypes.c_size_t)]
      class Head(ctypes.Structure):
          _fields_ = [("name", ctypes.c_char_p), ("name_size", ctypes.c_uint32),
                      ("parts", ctypes.POINTER(Part)), ("count", ctypes.c_size_t),
                      ("control", ctypes.c_void_p), ("control_size", ctypes.c_size_t),
                      ("flags", ctypes.c_int)]
      class Message(ctypes.Structure):
          _fields_ = [("head", Head), ("sent", ctypes.c_uint32)]
      part = Part(b"x", 1)
      messages = (Message * 3)()
      for i, m in enumerate(messages):
          name = struct.pack("=H", socket.AF_INET) + struct.pack("!H", 47011 + i)
          name += socket.inet_aton("127.0.0.1") + bytes(8)
          m.head = Head(name, 16, ctypes.pointer(part), 1, None, 0, 0)
      s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      print("sent", ctypes.CDLL(None).sendmmsg(s.fileno(), messages, 3, 0))
      """

    private static let nameServer = """
      import socket
      server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      server.bind(("127.0.0.1", 53))
      client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      client.sendto(b"q" + bytes([7]) * 30, ("127.0.0.1", 53))
      _, back = server.recvfrom(512)
      server.sendto(b"a" + bytes([9]) * 200, back)
      client.recv(512)
      """

    private static let passing = """
      import socket, subprocess, sys
      here, there = socket.socketpair()
      child = '''
      import socket, sys
      way = socket.socket(fileno=int(sys.argv[1]))
      _, passed, _, _ = socket.recv_fds(way, 1, 1)
      socket.socket(fileno=passed[0]).sendto(b"x", ("127.0.0.1", 47005))
      '''
      started = subprocess.Popen(
          [sys.executable, "-c", child, str(there.fileno())], pass_fds=[there.fileno()])
      made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
      socket.send_fds(here, [b"x"], [made.fileno()])
      started.wait()
      """
  }
}
