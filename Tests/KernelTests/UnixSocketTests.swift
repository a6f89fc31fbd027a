// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Kernel

@Suite struct UnixSocketTests {
  /// `struct unix_diag_msg`, a name and a peer.
  private static func message(type: UInt8 = 1, state: UInt8, name: [UInt8], peer: UInt8) -> [UInt8]
  {
    let length = UInt8(4 + name.count)
    let padding = [UInt8](repeating: 0, count: (4 - name.count % 4) % 4)
    return [1, type, state, 0, 7, 1, 0, 0] + [UInt8](repeating: 0, count: 8)
      + [length, 0, 0, 0] + name + padding + [8, 0, 2, 0, peer, 0, 0, 0]
  }

  @Test func aListenerHasAName() throws {
    let bytes = Self.message(state: 10, name: Array("/run/a.sock".utf8) + [0], peer: 0)
    let socket = try #require(UnixSocket(message: bytes[...]))
    #expect(socket.name == "/run/a.sock" && socket.inode == 263)
    #expect(socket.isListening && socket.isStream && socket.isReachable && !socket.isConnected)
  }

  @Test func aConnectedSocketHasAnOtherEnd() throws {
    let bytes = Self.message(state: 1, name: [0] + Array("app".utf8), peer: 9)
    let socket = try #require(UnixSocket(message: bytes[...]))
    #expect(socket.name == "@app" && socket.peer == 9 && socket.isConnected && !socket.isReachable)
  }

  @Test func datagramsAreReachableWithoutListening() throws {
    // Others that connected make it look connected.
    for state in [7, 1] as [UInt8] {
      let bytes = Self.message(type: 2, state: state, name: [0, 1], peer: 0)
      let socket = try #require(UnixSocket(message: bytes[...]))
      #expect(socket.isReachable && !socket.hasOtherEnd)
    }
  }

  @Test func whatIsCutIsNoMore() {
    let bytes = Self.message(state: 10, name: Array("/run/a.sock".utf8), peer: 3)
    for length in 0..<16 { #expect(UnixSocket(message: bytes[..<length]) == nil) }
    for length in 16..<bytes.count {
      let socket = UnixSocket(message: bytes[..<length])
      #expect(socket?.inode == 263 && (socket?.peer == 0))
    }
    #expect(UnixSocket(message: ArraySlice(repeating: 0xff, count: 64)) == nil)
  }

  @Test func soManyAtOnceAndSoManyASecond() {
    var allowance = LookAllowance(most: 3, perSecond: 2)
    let second: UInt64 = 1_000_000_000
    func taken(_ count: Int, at seconds: UInt64) -> Int {
      (0..<count).count { _ in allowance.take(at: Instant(nanoseconds: seconds * second)) }
    }
    #expect(taken(9, at: 100) == 3)
    #expect(taken(9, at: 101) == 2)
    #expect(taken(9, at: 200) == 3)
  }

  @Test func theAddressThatIsBoundCountsBeforeAll() throws {
    func socket(_ inode: UInt32, _ address: String) throws -> ListeningSocket {
      let address = try #require(IPAddress(address))
      return ListeningSocket(inode: inode, endpoint: Endpoint(address: address, port: 80))
    }
    let all = try [socket(1, "127.0.0.2"), socket(2, "0.0.0.0"), socket(3, "::"), socket(4, "::1")]
    func found(_ sockets: [ListeningSocket], _ address: String) throws -> [UInt32] {
      ListeningSocket.fitting(sockets, try #require(IPAddress(address))).map(\.inode)
    }
    #expect(try found(all, "127.0.0.2") == [1] && found(all, "127.0.0.1") == [2])
    #expect(try found(all, "::1") == [4] && found([all[2]], "127.0.0.1") == [3])
    #expect(try found([all[1]], "::1") == [] && found([all[0]], "127.0.0.1") == [])
  }

  @Test func usersHaveNames() {
    let text = Array("root:x:0:0::/root:/bin/sh\nada:x:1000:1000::/home/ada:/bin/sh\n".utf8)
    #expect(Accounts.name(of: 1000, in: text) == "ada" && Accounts.name(of: 0, in: text) == "root")
    #expect(Accounts.name(of: 7, in: text) == nil)
  }
}
