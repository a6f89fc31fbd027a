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
    /// Files changed, a moment ago.
    package var files = false
    /// A server took its first message.
    package var messages = false
    package var signals: [Signal] = []
  }

  private let epoll: FileDescriptor
  private let signals: FileDescriptor
  private let timer: FileDescriptor
  private let pause: FileDescriptor
  private var files: Int32 = -1

  private static let ringTag: UInt64 = 0
  private static let signalTag: UInt64 = 1
  private static let timerTag: UInt64 = 2
  private static let filesTag: UInt64 = 3
  private static let pauseTag: UInt64 = 4
  private static let messagesTag: UInt64 = 5
  /// A file is rarely written once.
  private static let filesPause: UInt64 = 200_000_000

  /// Blocks SIGTERM, SIGINT, SIGHUP and SIGPIPE in this thread: call it before any other starts.
  package init(rings: [Int32], tick nanoseconds: UInt64) throws(KernelError) {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for signal in [SIGTERM, SIGINT, SIGHUP, SIGPIPE] { unsafe sigaddset(&set, signal) }
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    let flags = Int32(SFD_CLOEXEC) | Int32(SFD_NONBLOCK)
    let signals = try Self.checked("signalfd", unsafe signalfd(-1, &set, flags))
    let timer = try Self.clock()
    let pause = try Self.clock()
    let epoll = try Self.checked("epoll_create1", epoll_create1(Int32(EPOLL_CLOEXEC)))
    self.signals = signals
    self.timer = timer
    self.pause = pause
    self.epoll = epoll
    for ring in rings { add(ring, tag: Self.ringTag) }
    add(self.signals.number, tag: Self.signalTag)
    add(self.timer.number, tag: Self.timerTag)
    add(self.pause.number, tag: Self.pauseTag)
    Self.start(self.timer, after: nanoseconds, every: nanoseconds)
  }

  /// Waits for changed files as well. They are told 200 ms after the first, and not again until
  /// `rearmFiles`: whoever changes files all day wakes Egret five times a second and no more.
  package mutating func add(files descriptor: Int32) {
    files = descriptor
    control(EPOLL_CTL_ADD, descriptor, tag: Self.filesTag, isOnce: true)
  }

  /// Waits for servers' first messages as well.
  package func add(messages descriptor: Int32) { add(descriptor, tag: Self.messagesTag) }

  /// The changes were taken.
  package func rearmFiles() {
    if files >= 0 { control(EPOLL_CTL_MOD, files, tag: Self.filesTag, isOnce: true) }
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
      case Self.filesTag: Self.start(pause, after: Self.filesPause, every: 0)
      case Self.messagesTag: ready.messages = true
      case Self.pauseTag: ready.files = Self.takeTick(pause)
      default: ready.tick = Self.takeTick(timer)
      }
    }
    return ready
  }

  /// Leaves the rings alone for a while; a signal ends it early.
  package func linger(milliseconds: Int32) {
    var waited = pollfd(fd: signals.number, events: Int16(POLLIN), revents: 0)
    unsafe poll(&waited, 1, milliseconds)
  }

  /// A signal waits, or the clock has ticked: a stream of records must not keep either waiting.
  package var isDue: Bool {
    var waited = [signals.number, timer.number].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    return unsafe poll(&waited, nfds_t(waited.count), 0) > 0
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

  private static func takeTick(_ clock: borrowing FileDescriptor) -> Bool {
    var count: UInt64 = 0
    return unsafe read(clock.number, &count, 8) == 8
  }

  private func add(_ descriptor: Int32, tag: UInt64) {
    control(EPOLL_CTL_ADD, descriptor, tag: tag, isOnce: false)
  }

  private func control(_ operation: Int32, _ descriptor: Int32, tag: UInt64, isOnce: Bool) {
    let events = EPOLLIN.rawValue | (isOnce ? EPOLLONESHOT.rawValue : 0)
    var event = unsafe epoll_event(events: events, data: epoll_data_t(u64: tag))
    unsafe epoll_ctl(epoll.number, operation, descriptor, &event)
  }

  /// Nanoseconds; `every` is 0 for once.
  private static func start(
    _ clock: borrowing FileDescriptor, after first: UInt64, every period: UInt64
  ) {
    var times = itimerspec(it_interval: time(period), it_value: time(first))
    unsafe timerfd_settime(clock.number, 0, &times, nil)
  }

  private static func time(_ nanoseconds: UInt64) -> timespec {
    timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
  }

  private static func clock() throws(KernelError) -> FileDescriptor {
    try checked(
      "timerfd_create", timerfd_create(CLOCK_BOOTTIME, Int32(TFD_CLOEXEC) | Int32(TFD_NONBLOCK)))
  }

  private static func checked(_ call: String, _ number: Int32) throws(KernelError) -> FileDescriptor
  {
    if let descriptor = FileDescriptor(checking: number) { return descriptor }
    throw KernelError(.refused, "\(call) failed", why: KernelError.text(errno: errno))
  }
}
