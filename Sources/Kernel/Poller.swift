// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Waits for the rings, for signals and for a clock: one epoll, one thread.
///
/// After a burst the rings are left alone for a while ("linger"), because waking a reader costs the
/// process that is watched more than the whole probe.
package struct Poller: ~Copyable {
  package enum Signal: Hashable, Sendable { case stop, reload }

  /// What there is to do; several at once are several flags.
  package struct Ready: Sendable {
    package var rings = false
    package var tick = false
    package var signals: [Signal] = []
  }

  private let epoll: FileDescriptor
  private let signals: FileDescriptor
  private let timer: FileDescriptor

  private static let ringTag: UInt64 = 0
  private static let signalTag: UInt64 = 1
  private static let timerTag: UInt64 = 2

  /// Blocks SIGTERM, SIGINT, SIGHUP and SIGPIPE in this thread: call it before any other starts.
  package init(rings: [Int32], tick nanoseconds: UInt64) throws(KernelError) {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in [SIGTERM, SIGINT, SIGHUP, SIGPIPE] { unsafe sigaddset(&set, signal) }
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    let flags = Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK)
    let signals = try Self.checked("signalfd", unsafe signalfd(-1, &set, flags))
    let timer = try Self.checked(
      "timerfd_create", timerfd_create(CLOCK_BOOTTIME, Int32(TFD_CLOEXEC) | Int32(TFD_NONBLOCK)))
    let epoll = try Self.checked("epoll_create1", epoll_create1(Int32(EPOLL_CLOEXEC)))
    self.signals = signals
    self.timer = timer
    self.epoll = epoll
    for ring in rings { add(ring, tag: Self.ringTag) }
    add(self.signals.number, tag: Self.signalTag)
    add(self.timer.number, tag: Self.timerTag)
    start(every: nanoseconds)
  }

  /// Sleeps until there is something to do.
  package func wait() -> Ready {
    var events = unsafe [epoll_event](repeating: epoll_event(), count: 8)
    let count = unsafe epoll_wait(epoll.number, &events, Int32(events.count), -1)
    var ready = Ready()
    for index in 0..<Int(max(0, count)) {
      switch unsafe events[index].data.u64 {
      case Self.ringTag: ready.rings = true
      case Self.signalTag: ready.signals = takeSignals()
      default: ready.tick = takeTick()
      }
    }
    return ready
  }

  /// Leaves the rings alone for a while; a signal ends it early.
  package func linger(milliseconds: Int32) {
    var waited = pollfd(fd: signals.number, events: Int16(POLLIN), revents: 0)
    unsafe poll(&waited, 1, milliseconds)
  }

  /// A signal waits.
  package var hasSignal: Bool {
    var waited = pollfd(fd: signals.number, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&waited, 1, 0) > 0
  }

  private func takeSignals() -> [Signal] {
    var taken: [Signal] = []
    var info = signalfd_siginfo()
    let size = MemoryLayout<signalfd_siginfo>.size
    while unsafe read(signals.number, &info, size) == size {
      switch Int32(info.ssi_signo) {
      case SIGHUP: taken.append(.reload)
      case SIGTERM, SIGINT: taken.append(.stop)
      default: break
      }
    }
    return taken
  }

  private func takeTick() -> Bool {
    var count: UInt64 = 0
    return unsafe read(timer.number, &count, 8) == 8
  }

  private func add(_ descriptor: Int32, tag: UInt64) {
    var event = unsafe epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: tag))
    unsafe epoll_ctl(epoll.number, EPOLL_CTL_ADD, descriptor, &event)
  }

  private func start(every nanoseconds: UInt64) {
    let time = timespec(
      tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    var period = itimerspec(it_interval: time, it_value: time)
    unsafe timerfd_settime(timer.number, 0, &period, nil)
  }

  private static func checked(_ call: String, _ number: Int32) throws(KernelError) -> FileDescriptor {
    if let descriptor = FileDescriptor(checking: number) { return descriptor }
    throw KernelError(.refused, "\(call) failed", why: KernelError.text(errno: errno))
  }
}
