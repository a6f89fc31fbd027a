// SPDX-License-Identifier: Apache-2.0

import CLibbpf
import Events
import Foundation
import Testing

@testable import Kernel

/// Other ends of connections within the machine, with sockets of the test's own.
@Suite(.serialized, .enabled(if: geteuid() == 0, "a network namespace is entered as root alone"))
struct LocalPeersTests {
  private static let pid = UInt32(getpid())

  private static func made(_ family: Int32, _ type: __socket_type) -> Int32 {
    socket(family, Int32(type.rawValue), 0)
  }

  private static func inode(_ socket: Int32) -> UInt32 {
    var status = stat()
    return fstat(socket, &status) == 0 ? UInt32(truncatingIfNeeded: status.st_ino) : 0
  }

  /// `@name` is abstract.
  private static func call(
    _ socket: Int32, _ name: String,
    _ function: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
  ) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = name.hasPrefix("@") ? [0] + Array(name.utf8.dropFirst()) : Array(name.utf8) + [0]
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let size = socklen_t(2 + bytes.count)
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { function(socket, $0, size) }
    }
  }

  private static func peer(_ name: String, of socket: Int32) -> LocalPeer {
    var peers = LocalPeers()
    let process = ProcessID(pid: pid, start: Instant(nanoseconds: 0))
    return peers.peer(
      PeerQuestion(process: process, socket: inode(socket), address: .unix(name)))
  }

  private static func names() -> [String] {
    ["@egret-test-\(getpid())", NSTemporaryDirectory() + "egret-\(getpid()).sock"]
  }

  @Test func whoListensIsFoundBeforeAndAfterAccepting() throws {
    for name in Self.names() {
      let (listener, client) = (Self.made(AF_UNIX, SOCK_STREAM), Self.made(AF_UNIX, SOCK_STREAM))
      defer { for number in [listener, client] { close(number) } }
      defer { unlink(name) }
      try #require(Self.call(listener, name, bind) == 0 && listen(listener, 4) == 0)
      #expect(Self.peer(name, of: client).standing == .unconnected)
      try #require(Self.call(client, name, connect) == 0)
      let waiting = Self.peer(name, of: client)
      #expect(waiting.standing == .connected && waiting.holder?.process.pid == Self.pid)
      let accepted = accept(listener, nil, nil)
      defer { close(accepted) }
      let peer = Self.peer(name, of: client)
      #expect(peer.standing == .connected && peer.name == name)
      let holder = try #require(peer.holder)
      #expect(holder.process.pid == Self.pid && holder.user == 0 && holder.userName == "root")
      #expect(holder.executable == SystemFile.link("/proc/self/exe") && holder.isOfMachine)
    }
  }

  @Test func aSocketThatIsNotThereIsAbsent() {
    for name in Self.names() {
      let client = Self.made(AF_UNIX, SOCK_STREAM)
      defer { close(client) }
      #expect(Self.call(client, name, connect) != 0)
      let peer = Self.peer(name, of: client)
      #expect(peer.standing == .absent && peer.holder == nil)
    }
  }

  @Test func datagramsAreFoundByName() throws {
    for name in Self.names() {
      let (sink, source) = (Self.made(AF_UNIX, SOCK_DGRAM), Self.made(AF_UNIX, SOCK_DGRAM))
      defer { for number in [sink, source] { close(number) } }
      defer { unlink(name) }
      try #require(Self.call(sink, name, bind) == 0)
      let sent = Self.peer(name, of: source)
      #expect(sent.standing == .unknown && sent.holder?.process.pid == Self.pid)
      try #require(Self.call(source, name, connect) == 0)
      #expect(Self.peer(name, of: source).standing == .connected)
      let another = Self.made(AF_UNIX, SOCK_DGRAM)
      defer { close(another) }
      #expect(Self.peer(name, of: another).holder?.process.pid == Self.pid)
    }
  }

  @Test func aFloodIsNotLookedAfter() {
    var peers = LocalPeers()
    let process = ProcessID(pid: Self.pid, start: Instant(nanoseconds: 0))
    let found = (0..<200).map { number in
      peers.peer(PeerQuestion(process: process, address: .unix("@none-\(number)"))).standing
    }
    #expect(found.first == .absent && found.last == .unknown)
    #expect(found.count { $0 == .absent } < 150)
  }

  @Test func whoListensOnLoopbackIsFound() throws {
    for (type, transport) in [(SOCK_STREAM, TransportProtocol.tcp), (SOCK_DGRAM, .udp)] {
      let listener = Self.made(AF_INET, type)
      defer { close(listener) }
      let port = try #require(Self.bound(listener))
      if transport == .tcp { listen(listener, 1) }
      var peers = LocalPeers()
      let process = ProcessID(pid: Self.pid, start: Instant(nanoseconds: 0))
      let at = { (address: UInt32, port: UInt16) in
        let endpoint = Endpoint(address: IPAddress(v4: address), port: port)
        return peers.peer(
          PeerQuestion(process: process, address: .ip(endpoint), transport: transport))
      }
      #expect(at(0x7f00_0001, port).holder?.process.pid == Self.pid)
      #expect(at(0, port).holder?.process.pid == Self.pid)
      #expect(at(0x7f00_0002, port).standing == .absent)
    }
  }

  private static func bound(_ socket: Int32) -> UInt16? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, size) == 0 && getsockname(socket, $0, &size) == 0
      }
    }
    return isBound ? UInt16(bigEndian: address.sin_port) : nil
  }
}
