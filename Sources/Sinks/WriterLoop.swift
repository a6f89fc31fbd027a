// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The loop of one output's thread.
struct WriterLoop {
  private enum Task {
    case write([OutputLine])
    case reopen
    case end
  }

  /// Microseconds for which lines are left to gather once some were written: waking this thread for each
  /// line costs whoever makes them more than the line.
  private static let lingering: UInt32 = 1_000
  /// Until an output that is away is tried again.
  private static let pause: UInt32 = 100_000

  private let gate: Gate<LineQueue>
  private var sink: Sink
  /// The last line failed: the next errors are the same one.
  private var isFailing = false

  init(gate: Gate<LineQueue>, sink: Sink) {
    self.gate = gate
    self.sink = sink
  }

  consuming func run() {
    while true {
      switch next() {
      case .write(let lines):
        write(lines[...])
        usleep(Self.lingering)
      case .reopen: reopen()
      case .end:
        sink.close()
        return
      }
    }
  }

  private func next() -> Task {
    gate.wait { queue in
      if queue.isDead { return .end }
      if queue.wantsReopening {
        queue.wantsReopening = false
        return .reopen
      }
      let lines = queue.pop()
      if !lines.isEmpty { return .write(lines) }
      return queue.isClosing ? .end : nil
    } ?? .end
  }

  private mutating func write(_ lines: ArraySlice<OutputLine>) {
    var rest = lines
    while !rest.isEmpty {
      let (count, fault) = sink.write(rest)
      settle(rest.prefix(count), wereLost: false)
      rest = rest.dropFirst(count)
      if count > 0 { isFailing = false }
      if let fault { rest = recover(from: fault, rest) }
    }
  }

  /// What is still to be written.
  private mutating func recover(
    from fault: SinkError, _ rest: ArraySlice<OutputLine>
  ) -> ArraySlice<OutputLine> {
    if !isFailing { gate.update { $0.report(fault) } }
    isFailing = true
    switch fault.remedy {
    case .skipLine:
      settle(rest.prefix(1), wereLost: true)
      return rest.dropFirst()
    case .wait:
      usleep(Self.pause)
      if !gate.update({ $0.isClosing || $0.isDead }) { return rest }
    case .giveUp: break
    }
    gate.update { $0.abandon() }
    settle(rest, wereLost: true)
    return []
  }

  private func settle(_ lines: ArraySlice<OutputLine>, wereLost: Bool) {
    gate.update { $0.settle(lines, wereLost: wereLost) }
  }

  private mutating func reopen() {
    do throws(SinkError) {
      try sink.reopen()
    } catch {
      gate.update { $0.report(error) }
    }
  }
}
