// SPDX-License-Identifier: Apache-2.0

/// Lines that wait for the thread of one output: bounded by bytes, first in, first out.
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
  /// The output takes no line any more.
  private(set) var isDead = false

  /// Lines handed to the thread at once, and their bytes: one call of the kernel.
  static let batch = 512
  static let batchBytes = 256 << 10
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

  /// Returns whether the line was taken. One for which there was no room is counted.
  mutating func push(_ line: OutputLine) -> Bool {
    guard !isDead, !isClosing else { return false }
    guard hasRoom(for: line) else {
      lost &+= 1
      return false
    }
    lines.append(line)
    bytes += line.bytes.count
    return true
  }

  /// At least one, where one waits.
  mutating func pop() -> [OutputLine] {
    var (end, size) = (head, 0)
    while end < lines.count, end - head < Self.batch, size < Self.batchBytes {
      size += lines[end].bytes.count
      end += 1
    }
    let taken = Array(lines[head..<end])
    head = end
    underWay = taken.count
    if head == lines.count {
      lines.removeAll(keepingCapacity: head < 4 * Self.batch)
      head = 0
    } else if head >= Self.batch {
      lines.removeFirst(head)
      head = 0
    }
    return taken
  }

  /// The lines, which were under way, were written or lost.
  mutating func settle(_ lines: ArraySlice<OutputLine>, wereLost: Bool) {
    underWay -= lines.count
    bytes -= lines.reduce(0) { $0 + $1.bytes.count }
    if wereLost { lost &+= UInt64(lines.count) }
  }

  mutating func report(_ fault: SinkError) {
    if faults.count < Self.mostFaults { faults.append(fault) }
  }

  /// Counts all waiting lines as lost: the output will not take them. What is under way is settled by
  /// the thread.
  mutating func abandon() {
    isDead = true
    lost &+= UInt64(lines.count - head)
    bytes -= lines[head...].reduce(0) { $0 + $1.bytes.count }
    lines = []
    head = 0
  }
}
