// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Follows directories (inotify(7)): what is written, renamed, made and removed in them.
///
/// Ends of writing count and not each write: what is being written is not worth a reading yet.
package struct FileWatcher: ~Copyable {
  /// Directories at most; another program on the machine needs its watches too.
  package static let limit = 4_096
  /// Records of one reading, so that a storm of files ends it.
  private static let eventLimit = 65_536

  private let queue: InotifyQueue
  private var watched: [Int32: [WatchedDirectory]] = [:]

  package init() throws(KernelError) {
    queue = try InotifyQueue(
      advice: "Changed configurations are then read on SIGHUP alone; raise "
        + "fs.inotify.max_user_instances")
  }

  /// What to poll for input.
  package var descriptor: Int32 { queue.descriptor }
  package var count: Int { watched.count }

  /// Something has changed and was not taken.
  package var hasChanges: Bool {
    var waited = pollfd(fd: queue.descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&waited, 1, 0) > 0
  }

  /// Follows these from now on and no others. Those that are not there, or behind a link, are
  /// passed over. Returns how many had no place. `opened` is handed each directory's descriptor.
  package mutating func follow(
    _ directories: [WatchedDirectory], opened: (WatchedDirectory, Int32) -> Void = { _, _ in }
  ) -> Int {
    var fresh: [Int32: [WatchedDirectory]] = [:]
    var refused = 0
    var opener = DirectoryOpener()
    for directory in directories {
      guard fresh.count < Self.limit else {
        refused += 1
        continue
      }
      guard let file = opener.open(directory) else { continue }
      let number = add(file.number)
      if number < 0 {
        refused += 1
      } else {
        fresh[number, default: []].append(directory)
        opened(directory, file.number)
      }
    }
    for number in watched.keys where fresh[number] == nil { queue.remove(number) }
    watched = fresh
    return refused
  }

  private static let events =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB
    | IN_DELETE_SELF | IN_MOVE_SELF

  /// By the descriptor, so that nobody puts a link in the way.
  private func add(_ directory: Int32) -> Int32 {
    let flags = UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)
    return queue.add("/proc/self/fd/\(directory)", UInt32(Self.events) | flags)
  }

  /// What changed since the last call; nil where the kernel's queue was full, or anything may have.
  package mutating func take() -> [FileChange]? {
    var changes: [FileChange] = []
    var isWhole = true
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while changes.count < Self.eventLimit {
      guard let records = queue.read(into: &buffer) else { return isWhole ? changes : nil }
      if records.contains(where: { $0.mask & UInt32(IN_Q_OVERFLOW) != 0 }) { isWhole = false }
      changes += records.compactMap { change($0) }
    }
    return nil
  }

  /// nil where the directory is not followed any more.
  private func change(_ record: InotifyQueue.Record) -> FileChange? {
    watched[record.number].map {
      FileChange(
        directories: $0, name: String(decoding: record.name, as: UTF8.self),
        isDirectory: record.mask & UInt32(IN_ISDIR) != 0)
    }
  }
}

/// A file or directory that came, went, or was written.
package struct FileChange: Hashable, Sendable {
  /// The directory it is in, by every spelling it is followed under.
  package var directories: [WatchedDirectory]
  /// Empty for the directory itself.
  package var name: String
  package var isDirectory: Bool
}
