// SPDX-License-Identifier: Apache-2.0

import CLibbpf
import Events
import Foundation
import Testing

@testable import Kernel

@Suite struct SocketDiagnosisTests {
  private static let own = Actor(
    process: ProcessID(pid: UInt32(getpid()), start: Instant(nanoseconds: 1)),
    thread: UInt32(getpid()), program: ProgramID(rawValue: 7))

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    return address
  }

  private static func call(
    _ socket: Int32, _ port: UInt16,
    _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
  ) -> Int32 {
    var address = address(port)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        function(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
  }

  private static func port(_ socket: Int32) -> UInt16 {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  private static func cookie(_ socket: Int32) -> UInt64 {
    var cookie: UInt64 = 0
    var size = socklen_t(8)
    getsockopt(socket, SOL_SOCKET, 57, &cookie, &size)  // SO_COOKIE
    return cookie
  }

  @Test(.enabled(if: geteuid() == 0, "a network namespace is entered as root alone"))
  func ownConnectionsAreFoundOnce() throws {
    let stream = Int32(SOCK_STREAM.rawValue)
    let listener = socket(AF_INET, stream, 0)
    let client = socket(AF_INET, stream, 0)
    let datagrams = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    let unconnected = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    defer { for number in [listener, client, datagrams, unconnected] { close(number) } }
    try #require(Self.call(listener, 0, bind) == 0 && listen(listener, 1) == 0)
    let port = Self.port(listener)
    try #require(Self.call(client, port, connect) == 0)
    try #require(Self.call(datagrams, 9, connect) == 0)
    let found = SocketDiagnosis.connections(of: [Self.own])
    let tcp = try #require(found.first { $0.cookie == Self.cookie(client) })
    #expect(tcp.endpoint == Endpoint(address: IPAddress(v4: 0x7f00_0001), port: port))
    #expect(tcp.transport == .tcp && tcp.isOlderThanEgret && tcp.hook == .sockets)
    #expect(tcp.actor == Self.own && tcp.owner == Self.own)
    let udp = try #require(found.first { $0.cookie == Self.cookie(datagrams) })
    #expect(!tcp.isInbound)
    #expect(udp.transport == .udp && udp.endpoint.port == 9)
    #expect(!found.contains { $0.cookie == Self.cookie(listener) })
    #expect(!found.contains { $0.cookie == Self.cookie(unconnected) })
    #expect(found.count { $0.cookie == tcp.cookie } == 1)
  }

  /// What was written is counted before the connection is closed.
  @Test(.enabled(if: geteuid() == 0, "a network namespace is entered as root alone"))
  func whatIsCarriedIsCountedWhileItIsOpen() throws {
    let stream = Int32(SOCK_STREAM.rawValue)
    let (listener, client) = (socket(AF_INET, stream, 0), socket(AF_INET, stream, 0))
    defer { for number in [listener, client] { close(number) } }
    try #require(Self.call(listener, 0, bind) == 0 && listen(listener, 8) == 0)
    try #require(Self.call(client, Self.port(listener), connect) == 0)
    let bytes = [UInt8](repeating: 7, count: 12_345)
    try #require(write(client, bytes, bytes.count) == bytes.count)
    let wanted = CountedSocket(
      cookie: Self.cookie(client), process: Self.own.process, netNamespace: 0, transport: .tcp)
    let found = SocketDiagnosis.progress(of: [wanted])
    #expect(found.map(\.bytesOut) == [12_345])
    #expect(found.first?.endpoint.port == Self.port(listener))
    let gone = CountedSocket(
      cookie: 1, process: Self.own.process, netNamespace: 0, transport: .tcp)
    #expect(SocketDiagnosis.progress(of: [gone]).isEmpty)
  }

  @Test func shortInformationCountsNothing() {
    #expect(CarriedBytes(attributes: []) == nil)
    #expect(CarriedBytes(attributes: [8, 0, 2, 0, 1, 2, 3, 4]) == nil)
    let whole: [UInt8] = [220, 0, 2, 0] + [UInt8](repeating: 0xff, count: 216)
    #expect(CarriedBytes(attributes: whole[...])?.in == .max)
  }

  @Test func aProcessThatIsGoneHoldsNothing() {
    var gone = Self.own
    gone.process.pid = .max
    #expect(SocketDiagnosis.connections(of: [gone]).isEmpty)
    #expect(SocketDiagnosis.connections(of: []).isEmpty)
  }

  @Test(arguments: [
    ("socket:[12345]", UInt32(12345)), ("pipe:[1]", nil), ("socket:[]", nil), ("socket:[-1]", nil),
    ("socket:[99999999999]", nil), ("/tmp/socket:[1]", nil),
  ]) func inodes(target: String, expected: UInt32?) {
    #expect(SocketInodes.inode(target) == expected)
  }

  @Test func messagesAreCountedOff() {
    let message: [UInt8] = [20, 0, 0, 0, 20, 0] + [UInt8](repeating: 0, count: 10) + [1, 2, 3, 4]
    var (bodies, left): ([[UInt8]], Int) = ([], 2)
    let three = message + message + message
    #expect(NetlinkMessages.take(three[...], left: &left) { bodies.append(Array($0)) })
    #expect(bodies == [[1, 2, 3, 4], [1, 2, 3, 4]] && left == 0)
    for cut in [[15, 0, 0, 0], [21, 0, 0, 0], [255, 255, 255, 255]] as [[UInt8]] {
      left = 9
      let bytes = cut + message.dropFirst(4)
      #expect(!NetlinkMessages.take(bytes[...], left: &left) { _ in Issue.record("a body") })
    }
  }

  @Test func shortAndOddMessagesAreNoSockets() {
    #expect(OpenSocket(message: [], transport: .tcp) == nil)
    #expect(OpenSocket(message: ArraySlice(repeating: 0xff, count: 71), transport: .tcp) == nil)
    #expect(OpenSocket(message: ArraySlice(repeating: 0, count: 72), transport: .tcp) == nil)
    let odd = OpenSocket(message: ArraySlice(repeating: 0xff, count: 72), transport: .udp)
    #expect(odd?.endpoint.port == 0xffff)
  }
}
