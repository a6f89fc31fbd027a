// SPDX-License-Identifier: Apache-2.0

internal import Events

/// When a server took its first message: as far as that is known.
///
/// The stdin that counts is that of the server's own exec; its launcher mostly has the same. Nothing
/// is silenced by it: a program that reads its own stdin early only moves a phase.
struct Serving: Sendable {
  /// What stands at stdin; 0 where that is no pipe and no socket.
  private(set) var inode: UInt64 = 0
  /// Since when a read would have been noticed.
  private var awaited: Instant?
  private var read: FirstMessage?
  /// The server's own exec.
  private var began: Instant?

  /// A server that reads sooner than this after its exec may have been missed.
  private static let delay: UInt64 = 20_000_000

  /// A program of the server, or of its launcher, begins with this stdin.
  mutating func begin(_ exec: Exec, isServer: Bool) {
    guard let inode = Self.input(exec, .pipe) ?? Self.input(exec, .socket) else { return }
    if inode != self.inode { (awaited, read) = (nil, nil) }
    self.inode = inode
    if isServer, began == nil { began = exec.time }
    if let early = read, early.time <= exec.time { read = nil }
    if exec.awaitsMessage, awaited == nil { awaited = exec.time }
  }

  mutating func learn(_ message: FirstMessage) {
    switch message.state {
    case .awaited:
      let isInTime = began.map { message.time.since($0) < Self.delay } ?? true
      if awaited == nil, isInTime { awaited = message.time }
    case .read:
      // A launcher that reads is none of it, but what comes next may be missed.
      if began == nil { awaited = nil }
      if read == nil, began.map({ $0 <= message.time }) ?? true { read = message }
    }
  }

  /// Whether it had its first message by then; nil where that is not known.
  func isServing(at time: Instant) -> Bool? {
    guard awaited != nil else { return nil }
    guard let read, began != nil else { return false }
    if time >= read.time { return true }
    return time <= read.since ? false : nil
  }

  /// The pipe at stdin of a process that Egret saw begin.
  static func pipe(_ exec: Exec) -> UInt64? { input(exec, .pipe) }

  private static func input(_ exec: Exec, _ kind: Descriptor.Kind) -> UInt64? {
    guard !exec.isOlderThanEgret, let input = exec.stdio.first, input.kind == kind,
      input.inode != 0
    else { return nil }
    return input.inode
  }
}
