// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
package import Events
internal import Glibc

/// The service manager that started Egret, if one did and wants to know how it goes (sd_notify(3)): it
/// starts a service again that has not said for a while that it lives.
package struct Supervisor: ~Copyable {
  /// What it understands.
  package enum State: String, Sendable, CaseIterable {
    case ready = "READY=1"
    case alive = "WATCHDOG=1"
    case stopping = "STOPPING=1"
  }

  /// Nil where nobody wants to know.
  private let socket: Int32?
  /// Nanoseconds between two signs of life; nil where none are wanted.
  private let period: UInt64?
  private var next = Instant(nanoseconds: 0)

  /// By the environment that the service manager gave.
  package init() {
    self.init(
      path: Self.word("NOTIFY_SOCKET"), watchdog: Self.word("WATCHDOG_USEC"),
      process: Self.word("WATCHDOG_PID"))
  }

  private static func word(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// `watchdog`: microseconds without a sign of life after which the process of that number is ended.
  init(path: String?, watchdog: String?, process: String?) {
    socket = path.flatMap(Self.name).flatMap(Self.connected)
    let isMeant = process.map { $0 == String(getpid()) } ?? true
    period = isMeant ? watchdog.flatMap(Self.period) : nil
  }

  deinit { if let socket { close(socket) } }

  package func say(_ state: State) {
    guard let socket else { return }
    let bytes = Array(state.rawValue.utf8)
    _ = unsafe send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
  }

  /// A sign of life, where one is due. For the loop alone: it is the loop's life that counts.
  package mutating func beat(at now: Instant) {
    guard let period, now >= next else { return }
    next = now.advanced(by: period)
    say(.alive)
  }

  /// A third of what is granted: a sign that comes late is then not one that is missed.
  static func period(_ microseconds: String) -> UInt64? {
    guard let granted = UInt64(microseconds), granted > 0 else { return nil }
    return granted.multipliedReportingOverflow(by: 1_000).partialValue / 3
  }

  /// A sockaddr_un: of a path, or of an abstract name, which is spelled with an @. Nil for what is neither.
  static func name(_ text: String) -> [UInt8]? {
    var bytes = Array(text.utf8)
    guard bytes.count > 1, bytes.count < 108,
      [UInt8(ascii: "/"), UInt8(ascii: "@")].contains(bytes[0])
    else { return nil }
    let isAbstract = bytes[0] == UInt8(ascii: "@")
    if isAbstract { bytes[0] = 0 }
    return [UInt8(AF_UNIX), 0] + bytes + (isAbstract ? [] : [0])
  }

  private static func connected(_ name: [UInt8]) -> Int32? {
    let type = Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard let made = FileDescriptor(checking: Glibc.socket(AF_UNIX, type, 0)) else { return nil }
    let result = unsafe name.withUnsafeBytes { bytes in
      unsafe connect(
        made.number, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        socklen_t(bytes.count))
    }
    guard result == 0 else { return nil }
    return made.release()
  }
}
