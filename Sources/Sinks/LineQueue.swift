// SPDX-License-Identifier: Apache-2.0

/// Lines that wait for the writing thread: bounded by bytes, first in, first out.
struct LineQueue: Sendable {
  let capacity: Int
  private var lines: [OutputLine] = []
  private var head = 0
  /// Bytes of the lines that wait, and of those under way.
  private(set) var bytes = 0
  private var underWay = 0
  var lost: UInt64 = 0
  var faults: [SinkError] = []
  var wantsReopening = false
  var isClosing = false
  /// No output is left that takes lines.
  var isDead = false

  /// Lines handed to the thread at once.
  static let batch = 64
  private static let mostFaults = 64

  init(capacity: Int) { self.capacity = capacity }

  var count: Int { lines.count - head + underWay }

  func hasRoom(for line: OutputLine) -> Bool {
    line.bytes.count <= (line.isMinor ? capacity / 2 : capacity) - bytes
  }

  /// Whether waiting longer would not help.
  func mayTake(_ line: OutputLine) -> Bool {
    hasRoom(for: line) || isDead || line.bytes.count > capacity
  }

  /// Returns whether the line was taken. One that was not is counted.
  mutating func push(_ line: OutputLine) -> Bool {
    guard !isDead, !isClosing, hasRoom(for: line) else {
      lost &+= 1
      return false
    }
    lines.append(line)
    bytes += line.bytes.count
    return true
  }

  mutating func pop() -> [OutputLine] {
    let taken = Array(lines[head...].prefix(Self.batch))
    head += taken.count
    underWay = taken.count
    if head == lines.count {
      lines.removeAll(keepingCapacity: head < 256)
      head = 0
    } else if head >= 256 {
      lines.removeFirst(head)
      head = 0
    }
    return taken
  }

  /// One of the lines under way was written or lost.
  mutating func settle(_ line: OutputLine, wasLost: Bool) {
    underWay -= 1
    bytes -= line.bytes.count
    if wasLost { lost &+= 1 }
  }

  mutating func report(_ fault: SinkError) {
    if faults.count < Self.mostFaults { faults.append(fault) }
  }

  /// Counts all waiting lines as lost: no output is left to take them.
  mutating func abandon() {
    isDead = true
    lost &+= UInt64(lines.count - head)
    bytes -= lines[head...].reduce(0) { $0 + $1.bytes.count }
    lines = []
    head = 0
  }
}
