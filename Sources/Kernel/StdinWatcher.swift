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
    /// The servers that have this stdin, by Egret's numbers.
    var servers: Set<UInt32>
  }

  /// Pipes that are followed at once; the oldest makes room.
  package static let limit = 1_024

  private let queue: InotifyQueue
  /// In the order in which they were first followed.
  private var watches: [Watch] = []
  /// Until when nothing was read that has not been told.
  private var looked = Instant(nanoseconds: 0)
  /// Pipes that had to make room, not yet told.
  private var lost: [FirstMessage] = []
  /// The queue may hold a record: also of a watch that was removed, which the kernel says at once.
  private var mayHold = false

  package init() throws(KernelError) {
    queue = try InotifyQueue(
      advice: "When servers take their first message is then not known; raise "
        + "fs.inotify.max_user_instances")
  }

  /// What to poll for input.
  package var descriptor: Int32 { queue.descriptor }
  package var count: Int { watches.count }

  /// Follows the pipe at the process's stdin until its first read or the server's end. Nil where it
  /// is gone, or another than the one meant.
  package mutating func await(
    _ process: ProcessID, server: UInt32, inode: UInt64
  ) -> FirstMessage? {
    if watches.isEmpty { looked = Instant(nanoseconds: Clock.boottime()) }
    let number = queue.add(
      "/proc/\(process.pid)/fd/0", UInt32(IN_ACCESS) | UInt32(IN_ONESHOT))
    guard number >= 0 else { return nil }
    mayHold = true
    let known = watches.firstIndex { $0.number == number }
    guard ProcessScan.descriptor(process.pid, 0) == Descriptor(kind: .pipe, inode: inode) else {
      if known == nil { queue.remove(number) }
      return nil
    }
    if let known {
      watches[known].servers.insert(server)
    } else {
      makeRoom()
      watches.append(Watch(number: number, inode: inode, servers: [server]))
    }
    return FirstMessage(
      time: Instant(nanoseconds: Clock.boottime()),
      state: UnreadPipe.holdsFirstMessage(process.pid, inode: inode) ? .unread : .awaited,
      since: looked, inode: inode)
  }

  /// The server has ended. Another may have the same pipe.
  package mutating func forget(_ server: UInt32) {
    for index in watches.indices.reversed() where watches[index].servers.contains(server) {
      watches[index].servers.remove(server)
      if watches[index].servers.isEmpty { queue.remove(watches.remove(at: index).number) }
    }
  }

  private mutating func makeRoom() {
    guard watches.count >= Self.limit else { return }
    let oldest = watches.removeFirst()
    queue.remove(oldest.number)
    lost.append(FirstMessage(time: looked, state: .lost, since: looked, inode: oldest.inode))
  }

  /// What was read for the first time since the last call. To be called between taking events from
  /// the rings and judging them: what is not told then had no message at their time.
  package mutating func take() -> [FirstMessage] {
    // What is left in the queue wakes the loop again and again.
    guard mayHold else { return [] }
    mayHold = !watches.isEmpty
    var taken = lost
    lost = []
    let numbers = readNumbers()
    let now = Instant(nanoseconds: Clock.boottime())
    for number in numbers {
      guard let index = watches.firstIndex(where: { $0.number == number }) else { continue }
      let inode = watches.remove(at: index).inode
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
