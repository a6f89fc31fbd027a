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

  private let queue: FileDescriptor
  private var watched: [Int32: [WatchedDirectory]] = [:]

  package init() throws(KernelError) {
    let flags = Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)
    guard let queue = FileDescriptor(checking: inotify_init1(flags)) else {
      throw KernelError(
        .refused, "inotify_init1 failed", why: KernelError.text(errno: errno),
        advice: "Changed configurations are then read on SIGHUP alone; raise "
          + "fs.inotify.max_user_instances")
    }
    self.queue = queue
  }

  /// What to poll for input.
  package var descriptor: Int32 { queue.number }
  package var count: Int { watched.count }

  /// Something has changed and was not taken.
  package var hasChanges: Bool {
    var waited = pollfd(fd: queue.number, events: Int16(POLLIN), revents: 0)
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
    for number in watched.keys where fresh[number] == nil { inotify_rm_watch(queue.number, number) }
    watched = fresh
    return refused
  }

  private static let events =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB
    | IN_DELETE_SELF | IN_MOVE_SELF

  /// By the descriptor, so that nobody puts a link in the way.
  private func add(_ directory: Int32) -> Int32 {
    let flags = UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)
    return unsafe inotify_add_watch(
      queue.number, "/proc/self/fd/\(directory)", UInt32(Self.events) | flags)
  }

  /// What changed since the last call; nil where the kernel's queue was full, or anything may have.
  package mutating func take() -> [FileChange]? {
    var changes: [FileChange] = []
    var isWhole = true
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while changes.count < Self.eventLimit {
      let count = unsafe read(queue.number, &buffer, buffer.count)
      guard count > 0 else { return isWhole ? changes : nil }
      isWhole = take(buffer[..<count], into: &changes) && isWhole
    }
    return nil
  }

  /// False where records were lost.
  private func take(_ bytes: ArraySlice<UInt8>, into changes: inout [FileChange]) -> Bool {
    var rest = bytes
    var isWhole = true
    while rest.count >= 16 {
      let (number, mask, length) = unsafe rest.withUnsafeBytes { record in
        unsafe (
          record.loadUnaligned(as: Int32.self),
          record.loadUnaligned(fromByteOffset: 4, as: UInt32.self),
          Int(record.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
        )
      }
      let name = rest.dropFirst(16).prefix(length).prefix { $0 != 0 }
      rest = rest.dropFirst(16 + length)
      if mask & UInt32(IN_Q_OVERFLOW) != 0 { isWhole = false }
      guard let directories = watched[number] else { continue }
      changes.append(
        FileChange(
          directories: directories, name: String(decoding: name, as: UTF8.self),
          isDirectory: mask & UInt32(IN_ISDIR) != 0))
    }
    return isWhole
  }
}
