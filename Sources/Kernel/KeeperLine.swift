// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Events
internal import Glibc

/// Egret's end of the line to the parsers' keeper: what is asked has a number, so that an answer that came too late
/// is no other question's.
final class KeeperLine {
  private let descriptor: FileDescriptor
  private let pid: Int32
  private var number: UInt32 = 0
  /// Until then a keeper that did not answer is not asked.
  private var silentUntil = Instant(nanoseconds: 0)
  private var isGone = false

  /// Milliseconds that an answer may take.
  private static let patience: UInt64 = 2_000
  /// Milliseconds until a keeper that did not answer is asked again.
  private static let pause: UInt64 = 10_000

  /// Waits until the keeper is confined, and throws where it cannot be.
  init(_ descriptor: consuming FileDescriptor, pid: Int32) throws(KernelError) {
    self.descriptor = descriptor
    self.pid = pid
    var said = egret_kept()
    do throws(ParserFailure) { (said, _) = try hear(0) } catch {
      throw KernelError(.refused, "the parsers' keeper does not answer", why: error.text)
    }
    let error = said.error
    guard error == 0 else {
      let step = unsafe withUnsafeBytes(of: said.step) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw KernelError(
        .refused, "cannot confine the parsers: \(step)", why: KernelError.text(errno: error))
    }
  }

  /// The line to a new parser.
  func begin() throws(ParserFailure) -> FileDescriptor {
    let (said, parser) = try ask(another: true)
    guard let descriptor = FileDescriptor(checking: parser) else {
      throw .noKeeper(KernelError.text(errno: said.error))
    }
    return descriptor
  }

  /// How the parser that there was ended (wait(2)): by now at the latest.
  func end() throws(ParserFailure) -> Int32 { try ask(another: false).said.status }

  private func ask(another: Bool) throws(ParserFailure) -> (said: egret_kept, parser: Int32) {
    if isGone { throw .noKeeper("their keeper is gone") }
    guard Self.now() >= silentUntil else { throw .noKeeper("their keeper does not answer") }
    number &+= 1
    guard egret_ask_keeper(descriptor.number, number, another ? 1 : 0) == 0 else {
      throw failure(errno)
    }
    return try hear(number)
  }

  private func hear(_ wanted: UInt32) throws(ParserFailure) -> (said: egret_kept, parser: Int32) {
    let deadline = Self.now().advanced(by: Self.patience * 1_000_000)
    var said = egret_kept()
    var parser: Int32 = -1
    while true {
      if unsafe egret_hear_keeper(descriptor.number, &said, &parser) == 0 {
        if said.number == wanted { return (said, parser) }
        if parser >= 0 { close(parser) }
      } else if errno == EAGAIN, Self.now() < deadline {
        var waited = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&waited, 1, Int32(clamping: Self.patience))
      } else if errno != EINTR {
        throw failure(errno)
      }
    }
  }

  private func failure(_ number: Int32) -> ParserFailure {
    if number == EAGAIN {
      silentUntil = Self.now().advanced(by: Self.pause * 1_000_000)
      return .noKeeper("their keeper does not answer")
    }
    isGone = true
    waitpid(pid, nil, WNOHANG)
    return .noKeeper("their keeper is gone")
  }

  private static func now() -> Instant { Instant(nanoseconds: Clock.boottime()) }
}
