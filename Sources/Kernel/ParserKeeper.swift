// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Events
internal import Glibc

/// Has what users wrote parsed in processes that have no power: none of root's, no file, no network, and of system
/// calls memory and their line. A second process, the keeper, which is as poor, makes them, because Egret's own
/// may start nothing after its start; it ends one that hangs.
///
/// A parser reads the files of one user, one after the other, until another user's are read or the reading is over.
/// So what one user's file does to it is not there for another's. Used by one thread at a time.
package final class ParserKeeper: @unchecked Sendable {
  /// What a parser does: the byte that names the task, its facts and the file's pieces become an answer.
  package typealias Work = (UInt8, [UInt8], @escaping () -> [UInt8]?) -> [UInt8]

  /// Seconds that one file may take.
  static let patience = 5
  /// Files that one parser reads: what it may take of a processor is for all of them.
  private static let mostFiles = 256

  private let line: KeeperLine
  private var stream: ParserStream?
  /// Whose files it reads; nil for files of which anyone may be the author.
  private var user: UInt32?
  private var files = 0
  private var allowance = ParserAllowance()

  private init(line: KeeperLine) { self.line = line }

  /// To be called before there is a second thread, as root, and before there is anything that a copy of this process
  /// should not hold.
  package static func start(_ work: Work) throws(KernelError) -> ParserKeeper {
    var end: Int32 = -1
    let pid = unsafe egret_fork_keeper(&end)
    guard pid >= 0 else {
      throw KernelError(
        .refused, "cannot make the parsers' keeper", why: KernelError.text(errno: errno))
    }
    if pid == 0 { ParserWork(line: end).run(work) }
    return ParserKeeper(line: try KeeperLine(FileDescriptor(end), pid: pid))
  }

  /// What `read` makes of the answer to a task about a file whose bytes `next` gives, nil at the end. `user` is whose
  /// the file is; nil where that says nothing of who wrote it.
  package func ask<Answer>(
    _ task: UInt8, _ facts: [UInt8], user: UInt32?, _ next: () -> [UInt8]?,
    _ read: ([UInt8]) -> Answer?
  ) throws(ParserFailure) -> Answer {
    let now = Instant(nanoseconds: Clock.boottime())
    guard allowance.allows(user, at: now) else {
      throw .tooOften(times: ParserAllowance.times, seconds: ParserAllowance.seconds)
    }
    do throws(ParserFailure) {
      let stream = try parser(for: user)
      stream.expect(by: now.advanced(by: UInt64(Self.patience) * 1_000_000_000))
      let bytes = try converse(stream, ParserFrame(.task, [task] + facts), next)
      guard let answer = read(bytes) else { throw .malformed }
      return answer
    } catch {
      stream = nil
      if error.countsAgainstOwner { allowance.note(failureOf: user, at: now) }
      throw error
    }
  }

  /// Nothing more is to be read for now.
  package func rest() {
    guard stream != nil else { return }
    stream = nil
    _ = try? line.end()
  }

  private func parser(for user: UInt32?) throws(ParserFailure) -> ParserStream {
    if let stream, let user, self.user == user, files < Self.mostFiles {
      files += 1
      return stream
    }
    stream = nil
    let made = ParserStream(try line.begin())
    stream = made
    self.user = user
    files = 1
    return made
  }

  private func converse(
    _ stream: ParserStream, _ task: ParserFrame, _ next: () -> [UInt8]?
  ) throws(ParserFailure) -> [UInt8] {
    do throws(ParserStream.Fault) {
      return try Self.converse(stream, task, next)
    } catch {
      self.stream = nil
      let status = try line.end()
      switch error {
      case .closed: throw ParserFailure(status: status)
      case .late: throw .slow(seconds: Self.patience)
      case .malformed: throw .malformed
      }
    }
  }

  private static func converse(
    _ stream: ParserStream, _ task: ParserFrame, _ next: () -> [UInt8]?
  ) throws(ParserStream.Fault) -> [UInt8] {
    var ahead = next()
    func piece() -> ParserFrame {
      let piece = ahead ?? []
      ahead = ahead == nil ? nil : next()
      return ParserFrame(ahead == nil ? .last : .piece, piece)
    }
    var sent = piece()
    try stream.send([task, sent])
    while true {
      let frame = try stream.receive()
      switch frame.kind {
      case .answer: return frame.bytes
      case .more where sent.kind == .piece:
        sent = piece()
        try stream.send([sent])
      case .more, .task, .piece, .last: throw .malformed
      }
    }
  }
}
