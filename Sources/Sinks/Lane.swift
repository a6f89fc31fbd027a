// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One output: its queue, and a thread that writes. What happens to it happens to no other.
struct Lane: Sendable {
  let name: String
  let gate: Gate<LineQueue>
  /// A pipe or a socket, whose reader may go.
  private let watched: Int32?

  /// Starts the thread, which ends when the queue is closing.
  init(_ sink: Sink, capacity: Int) throws(SinkError) {
    let gate = Gate(LineQueue(capacity: capacity))
    self.gate = gate
    name = sink.name
    watched = sink.watched
    try Self.start { WriterLoop(gate: gate, sink: sink).run() }
  }

  var state: OutputState {
    gate.update { queue in
      OutputState(
        name: name, lines: queue.count, bytes: queue.bytes, lost: queue.lost,
        isClosed: queue.isDead)
    }
  }

  /// Takes lines for as long as waiting may help.
  func drain(_ lines: [OutputLine], until end: ContinuousClock.Instant) {
    for line in lines {
      let taken = gate.wait(atMost: ContinuousClock.now.duration(to: end)) { queue in
        queue.mayTake(line) ? queue.push(line) : nil
      }
      if taken == nil { gate.update { $0.lost &+= 1 } }
    }
  }

  /// Closes the output if nobody will read it again, without a line to find that out by.
  func closeIfUnread() {
    guard let watched else { return }
    var facts = pollfd(fd: watched, events: 0, revents: 0)
    guard unsafe poll(&facts, 1, 0) == 1, Int32(facts.revents) & (POLLERR | POLLHUP) != 0 else {
      return
    }
    gate.update { queue in
      guard !queue.isDead else { return }
      queue.report(.closed(output: name))
      queue.abandon()
    }
  }
}

extension Lane {
  private final class Work {
    let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }
  }

  private static func start(_ body: @escaping @Sendable () -> Void) throws(SinkError) {
    let work = unsafe Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let code = unsafe pthread_create(
      &thread, nil,
      { raw in
        guard let raw = unsafe raw else { return nil }
        let work = unsafe Unmanaged<Work>.fromOpaque(raw).takeRetainedValue()
        Lane.ignoreSignals()
        work.body()
        return nil
      }, work.toOpaque())
    if code == 0 {
      pthread_detach(thread)
    } else {
      unsafe work.release()
      throw .noThread(code: code)
    }
  }

  /// Signals are the event loop's.
  private static func ignoreSignals() {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
  }
}
