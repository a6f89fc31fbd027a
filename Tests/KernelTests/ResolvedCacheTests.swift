// SPDX-License-Identifier: Apache-2.0

import Foundation
import Kernel
import Testing

/// Reading a daemon's cache from a socket that this process plays.
@Suite struct ResolvedCacheTests {
  private static let own = UInt32(getpid())

  /// A socket that listens, and answers the first call with these bytes.
  private static func listen(_ answer: [UInt8]) throws -> String {
    let path = "/tmp/egret-varlink-\(UUID().uuidString)"
    let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) }
    }
    try #require(bound == 0 && Glibc.listen(listener, 1) == 0)
    Thread {
      let peer = accept(listener, nil, nil)
      var call = [UInt8](repeating: 0, count: 1_024)
      let count = recv(peer, &call, call.count, 0)
      if count > 0, String(decoding: call[..<count], as: UTF8.self).contains("DumpCache") {
        _ = send(peer, answer, answer.count, Int32(MSG_NOSIGNAL))
      }
      usleep(answer.last == 0 ? 0 : 2_000_000)
      close(peer)
      close(listener)
      unlink(path)
    }.start()
    return path
  }

  @Test func theAnswerIsReadUpToItsZero() throws {
    let text = [UInt8](repeating: 65, count: 200_000)
    let path = try Self.listen(text + [0])
    #expect(ResolvedCache.dump(of: Self.own, path: path) == text)
  }

  @Test(.timeLimit(.minutes(1))) func whoSaysNothingIsNotWaitedFor() throws {
    let path = try Self.listen([65])
    let began = Date()
    #expect(ResolvedCache.dump(of: Self.own, path: path).isEmpty)
    #expect(Date().timeIntervalSince(began) < 2)
  }

  @Test func anotherProcessIsNotTheDaemon() throws {
    let path = try Self.listen([65, 0])
    #expect(ResolvedCache.dump(of: Self.own &+ 1, path: path).isEmpty)
    #expect(ResolvedCache.dump(of: Self.own, path: "/nowhere/socket").isEmpty)
    let long = String(repeating: "x", count: 200)
    #expect(ResolvedCache.dump(of: Self.own, path: "/\(long)").isEmpty)
  }
}
