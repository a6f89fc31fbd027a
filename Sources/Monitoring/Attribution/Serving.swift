// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Servers

/// When a server took its first message: as far as that is known.
///
/// The stdin that counts is that of the server's own exec; its launcher mostly has the same, and so have
/// the programs that the server's process becomes later (a script, then its interpreter). Nothing
/// is silenced by it: a program that reads its own stdin early only moves a phase.
struct Serving: Sendable {
  /// What stands at stdin; 0 where that is no pipe and no socket.
  private(set) var inode: UInt64 = 0
  private var isPipe = false
  /// Since when a read would have been noticed.
  private var awaited: Instant?
  /// The first message was there, unread, when somebody began to look.
  private var wasUnread = false
  private var read: FirstMessage?
  /// From then on nobody would notice a read.
  private var lost: Instant?
  /// The server's own exec.
  private var began: Instant?
  /// A server that reads sooner than this after its exec may have been missed.
  private var delay: UInt64 = 0

  /// A program of the server, or of its launcher, begins with this stdin.
  mutating func begin(_ exec: Exec, isServer: Bool) {
    guard let input = Self.input(exec) else { return }
    if input.inode != inode {
      // A launcher's helper has pipes of its own.
      guard isServer || inode == 0 else { return }
      (awaited, wasUnread, read, lost) = (nil, false, nil, nil)
      (inode, isPipe) = (input.inode, input.kind == .pipe)
    }
    if isServer, began == nil {
      (began, delay) = (exec.time, Self.delay(of: exec))
      // Followed for its launcher, and after the launcher had become the server.
      if !wasUnread, let start = awaited, isLate(start) { awaited = nil }
    }
    if let early = read, early.time <= exec.time { read = nil }
    if exec.awaitsMessage, awaited == nil { awaited = exec.time }
  }

  mutating func learn(_ message: FirstMessage) {
    switch message.state {
    case .awaited:
      if awaited == nil, !isLate(message.time) { awaited = message.time }
    case .unread:
      (awaited, wasUnread) = (awaited ?? message.time, true)
    case .read:
      // A launcher that reads is none of it, but what comes next may be missed.
      if began == nil { awaited = nil }
      if read == nil, began.map({ $0 <= message.time }) ?? true { read = message }
    case .lost:
      end(at: message.time)
    }
  }

  /// Whether the server may have read before somebody looked.
  private func isLate(_ time: Instant) -> Bool {
    guard let began, time > began else { return false }
    return time.since(began) >= delay
  }

  /// A read of the pipe would not be noticed any more.
  mutating func end(at time: Instant) {
    if isPipe, read == nil, lost == nil { lost = time }
  }

  /// Whether it had its first message by then; nil where that is not known.
  func isServing(at time: Instant) -> Bool? {
    guard awaited != nil else { return nil }
    guard let read, began != nil else { return lost.map { time <= $0 } ?? true ? false : nil }
    if time >= read.time { return true }
    return time <= read.since ? false : nil
  }

  /// Whether somebody follows its pipe.
  var isFollowed: Bool { isPipe && read == nil && lost == nil }

  /// The pipe that is to be followed from this exec on; nil where none is, or it is followed already.
  ///
  /// The first look may come too late, when its process has already left, so the next programs with the
  /// same stdin ask again: the message may still be unread.
  func pipeToFollow(for exec: Exec) -> UInt64? {
    guard isFollowed, let input = Self.input(exec), input.inode == inode else { return nil }
    guard let began, began != exec.time else { return inode }
    return awaited == nil && exec.time.since(began) < Self.patience ? inode : nil
  }

  /// The pipe or socket at stdin of a process that Egret saw begin.
  private static func input(_ exec: Exec) -> Descriptor? {
    guard !exec.isOlderThanEgret, !exec.isReportedLate, let input = exec.stdio.first,
      input.kind == .pipe || input.kind == .socket, input.inode != 0
    else { return nil }
    return input
  }

  private static let patience: UInt64 = 1_000_000_000

  /// An interpreter takes longer than this to read its program; any other may read at once.
  private static func delay(of exec: Exec) -> UInt64 {
    let name = CommandLineText.baseName(exec.executable)
    return interpreters.contains { name.hasPrefix($0) } ? 10_000_000 : 0
  }

  private static let interpreters = [
    "python", "pypy", "node", "deno", "bun", "ruby", "java", "dotnet",
  ]
}

extension Exec {
  /// The exec itself was missed: what is recorded is the process as it first acted, with no file.
  fileprivate var isReportedLate: Bool { !isOlderThanEgret && file.isEmpty }
}
