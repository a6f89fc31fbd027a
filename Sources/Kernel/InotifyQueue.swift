// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// The queue of an inotify(7) instance.
package struct InotifyQueue: ~Copyable {
  /// One `struct inotify_event`.
  package struct Record {
    /// Of the watch.
    package var number: Int32
    package var mask: UInt32
    /// Without the zeros behind it; empty for the watched thing itself.
    package var name: ArraySlice<UInt8>
  }

  private static let headSize = 16

  private let queue: FileDescriptor

  /// `advice` says what is lost without one, and what to do.
  init(advice: String) throws(KernelError) {
    let flags = Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)
    guard let queue = FileDescriptor(checking: inotify_init1(flags)) else {
      throw KernelError(
        .refused, "inotify_init1 failed", why: KernelError.text(errno: errno), advice: advice)
    }
    self.queue = queue
  }

  /// What to poll for input.
  var descriptor: Int32 { queue.number }

  /// Follows what is at the path; the watch's number, or -1 and errno.
  func add(_ path: String, _ events: UInt32) -> Int32 {
    unsafe inotify_add_watch(queue.number, path, events)
  }

  func remove(_ number: Int32) { inotify_rm_watch(queue.number, number) }

  /// The records that one read(2) takes; nil where none waits.
  func read(into buffer: inout [UInt8]) -> [Record]? {
    let count = unsafe Glibc.read(queue.number, &buffer, buffer.count)
    return count > 0 ? Self.records(buffer[..<count]) : nil
  }

  package static func records(_ bytes: ArraySlice<UInt8>) -> [Record] {
    var records: [Record] = []
    var rest = bytes
    while rest.count >= headSize {
      let (number, mask, length) = unsafe rest.withUnsafeBytes { record in
        unsafe (
          record.loadUnaligned(as: Int32.self),
          record.loadUnaligned(fromByteOffset: 4, as: UInt32.self),
          Int(record.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
        )
      }
      let name = rest.dropFirst(headSize).prefix(length).prefix { $0 != 0 }
      records.append(Record(number: number, mask: mask, name: name))
      rest = rest.dropFirst(headSize + length)
    }
    return records
  }
}
