// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
package import Events
internal import Glibc

/// Notices the first read of pipes at others' stdin (inotify(7)), without opening them: a pipe that
/// Egret held open would hide from a client that its server is gone.
package struct StdinWatcher: ~Copyable {
  private struct Watch {
    var number: Int32
    var inode: UInt64
  }

  /// Servers that wait for their first message at once; the oldest makes room.
  package static let limit = 1_024

  private let queue: InotifyQueue
  private var watches: [ProgramID: Watch] = [:]
  private var order: [ProgramID] = []
  /// Until when nothing was read that has not been told.
  private var looked = Instant(nanoseconds: 0)

  package init() throws(KernelError) {
    queue = try InotifyQueue(
      advice: "When servers take their first message is then not known; raise "
        + "fs.inotify.max_user_instances")
  }

  /// What to poll for input.
  package var descriptor: Int32 { queue.descriptor }
  package var count: Int { watches.count }

  /// Follows the pipe at the process's stdin until its first read or the program's end. Nil where it
  /// is gone, or another than the one meant.
  package mutating func await(
    _ process: ProcessID, _ program: ProgramID, inode: UInt64
  ) -> FirstMessage? {
    if watches.isEmpty { looked = Instant(nanoseconds: Clock.boottime()) }
    let number = queue.add(
      "/proc/\(process.pid)/fd/0", UInt32(IN_ACCESS) | UInt32(IN_ONESHOT))
    guard number >= 0 else { return nil }
    guard ProcessScan.descriptor(process.pid, 0) == Descriptor(kind: .pipe, inode: inode) else {
      if !watches.values.contains(where: { $0.number == number }) { queue.remove(number) }
      return nil
    }
    forget(number: number)
    if order.count >= Self.limit, let oldest = order.first { forget(oldest) }
    watches[program] = Watch(number: number, inode: inode)
    order.append(program)
    return FirstMessage(
      time: Instant(nanoseconds: Clock.boottime()), state: .awaited, since: looked, inode: inode)
  }

  /// The program has ended.
  package mutating func forget(_ program: ProgramID) {
    guard let watch = watches.removeValue(forKey: program) else { return }
    order.removeAll { $0 == program }
    queue.remove(watch.number)
  }

  /// The same pipe was followed for its launcher.
  private mutating func forget(number: Int32) {
    guard let program = watches.first(where: { $0.value.number == number })?.key else { return }
    watches[program] = nil
    order.removeAll { $0 == program }
  }

  /// What was read for the first time since the last call. To be called between taking events from
  /// the rings and judging them: what is not told then had no message at their time.
  package mutating func take() -> [FirstMessage] {
    if watches.isEmpty { return [] }
    var taken: [FirstMessage] = []
    let numbers = readNumbers()
    let now = Instant(nanoseconds: Clock.boottime())
    for number in numbers {
      guard let inode = watches.values.first(where: { $0.number == number })?.inode else {
        continue
      }
      forget(number: number)
      taken.append(FirstMessage(time: now, state: .read, since: looked, inode: inode))
    }
    looked = now
    return taken
  }

  /// Of the watches whose pipe was read.
  private func readNumbers() -> [Int32] {
    var numbers: [Int32] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    for _ in 0..<64 {
      guard let records = queue.read(into: &buffer) else { break }
      numbers += records.filter { $0.mask & UInt32(IN_ACCESS) != 0 }.map(\.number)
    }
    return numbers
  }
}
