// SPDX-License-Identifier: Apache-2.0

/// The loop of the writing thread.
struct WriterLoop {
  private enum Task {
    case write([OutputLine])
    case reopen
    case end
  }

  private let gate: Gate<LineQueue>
  private var sinks: [Sink]
  /// Outputs whose last line failed: their next errors are the same one.
  private var failing: Set<String> = []

  init(gate: Gate<LineQueue>, sinks: [Sink]) {
    self.gate = gate
    self.sinks = sinks
  }

  consuming func run() {
    if sinks.isEmpty { gate.update { $0.abandon() } }
    while let task = next() {
      switch task {
      case .write(let lines): for line in lines { write(line) }
      case .reopen: reopen()
      case .end:
        for sink in sinks { sink.close() }
        return
      }
    }
  }

  private func next() -> Task? {
    gate.wait { queue in
      if queue.wantsReopening {
        queue.wantsReopening = false
        return .reopen
      }
      let lines = queue.pop()
      if !lines.isEmpty { return .write(lines) }
      return queue.isClosing ? .end : nil
    }
  }

  private mutating func write(_ line: OutputLine) {
    var wasLost = sinks.isEmpty
    var open: [Sink] = []
    for sink in sinks {
      var sink = sink
      do throws(SinkError) {
        try sink.write(line)
        failing.remove(sink.name)
        open.append(sink)
      } catch {
        wasLost = true
        if keeps(sink, after: error) { open.append(sink) }
      }
    }
    sinks = open
    gate.update { queue in
      queue.settle(line, wasLost: wasLost)
      if open.isEmpty { queue.abandon() }
    }
  }

  /// Whether the output may take the next line.
  private mutating func keeps(_ sink: Sink, after error: SinkError) -> Bool {
    if failing.insert(sink.name).inserted { gate.update { $0.report(error) } }
    guard case .closed = error else { return true }
    sink.close()
    return false
  }

  private mutating func reopen() {
    for index in sinks.indices {
      do throws(SinkError) {
        try sinks[index].reopen()
      } catch {
        gate.update { $0.report(error) }
      }
    }
  }
}
