// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Testing

@testable import Kernel

/// Egret's end of a parser's stream, with all that another end may do to it.
@Suite struct ParserStreamTests {
  /// The stream, and its other end.
  private static func pair(waiting milliseconds: UInt64) throws -> (ParserStream, FileHandle) {
    var ends: [Int32] = [-1, -1]
    try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    let stream = ParserStream(FileDescriptor(ends[0]))
    stream.expect(
      by: Instant(nanoseconds: Clock.boottime()).advanced(by: milliseconds * 1_000_000))
    return (stream, FileHandle(fileDescriptor: ends[1], closeOnDealloc: true))
  }

  @Test func framesComeWhole() throws {
    let (stream, other) = try Self.pair(waiting: 5_000)
    let answer = ParserFrame(.answer, [UInt8](repeating: 7, count: 100_000))
    try other.write(contentsOf: Data(ParserFrame(.more).encoded + answer.encoded))
    #expect(try stream.receive() == ParserFrame(.more))
    #expect(try stream.receive() == answer)
    try stream.send([ParserFrame(.task, [1, 2]), ParserFrame(.last, [3])])
    #expect(
      try other.read(upToCount: 13).map(Array.init) == [0, 2, 0, 0, 0, 1, 2, 2, 1, 0, 0, 0, 3])
  }

  @Test(
    "An end that closes, says nothing, stops in the middle or does not listen is waited for no longer"
  )
  func otherEnds() throws {
    let (closed, other) = try Self.pair(waiting: 5_000)
    try other.close()
    #expect(throws: ParserStream.Fault.closed) { try closed.receive() }
    #expect(throws: ParserStream.Fault.closed) { try closed.send([ParserFrame(.last)]) }

    let (silent, mute) = try Self.pair(waiting: 50)
    #expect(throws: ParserStream.Fault.late) { try silent.receive() }
    try mute.write(contentsOf: Data([4, 200, 0, 0, 0, 1]))
    #expect(throws: ParserStream.Fault.late) { try silent.receive() }

    let (full, deaf) = try Self.pair(waiting: 50)
    #expect(throws: ParserStream.Fault.late) {
      try full.send([ParserFrame(.last, [UInt8](repeating: 0, count: 8 << 20))])
    }
    try deaf.close()
  }

  @Test(
    "What announces no frame, or too large a one, is not waited for",
    arguments: [[5, 0, 0, 0, 0], [255, 1, 0, 0, 0], [4, 1, 0, 0, 2], [4, 255, 255, 255, 255]])
  func oddHeads(head: [UInt8]) throws {
    let (stream, other) = try Self.pair(waiting: 5_000)
    try other.write(contentsOf: Data(head))
    #expect(throws: ParserStream.Fault.malformed) { try stream.receive() }
  }

  @Test func aStatusSaysHowItEnded() {
    #expect(ParserFailure(status: 0) == .left && ParserFailure(status: 256) == .left)
    #expect(ParserFailure(status: SIGKILL) == .ended(signal: SIGKILL))
    #expect(ParserFailure(status: 0x80 | SIGSEGV) == .ended(signal: SIGSEGV))
    #expect(ParserFailure(status: SIGSYS).text.contains("may not have"))
  }

  @Test("A user whose parsers fail waits; others do not, and the wait ends")
  func allowance() {
    var allowance = ParserAllowance()
    let start = Instant(nanoseconds: 1_000_000_000_000)
    func allows(_ user: UInt32?, after seconds: UInt64 = 0) -> Bool {
      allowance.allows(user, at: start.advanced(by: seconds * 1_000_000_000))
    }
    for _ in 0..<ParserAllowance.times {
      #expect(allows(1_000))
      allowance.note(failureOf: 1_000, at: start)
    }
    #expect(!allows(1_000, after: 59))
    #expect(allows(1_001) && allows(nil))
    #expect(allows(1_000, after: 60))
    for _ in 0..<ParserAllowance.times {
      for user: UInt32 in 0..<5_000 { allowance.note(failureOf: user, at: start) }
    }
    #expect(!allows(4_999), "those who are too many count together")
  }
}
