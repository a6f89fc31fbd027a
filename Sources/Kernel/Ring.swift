// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// A consumer of one BPF ring buffer (kernel/bpf/ringbuf.c).
///
///     map offset 0         page    consumer position: ours to write
///     map offset page      page    producer position, then the data twice in a row, so that a
///                                  record that wraps is contiguous
///
/// Every record has an 8-byte header: length with the busy bit and the discard bit, page offset.
/// All pointers here refer to memory that the kernel writes.
///
/// Of the data only a window is mapped, and moved when the head leaves it: the kernel puts every page of
/// a mapping into the process at once, so the whole would be twice its size of resident memory.
@safe struct Ring: ~Copyable {
  private let consumer: UnsafeMutableRawPointer
  private let producer: UnsafeMutableRawPointer
  private let page: Int
  private let size: Int
  let descriptor: Int32
  private var window: RingWindow

  /// Bytes: moved so seldom that it costs some nanoseconds a record.
  private static let windowSize = 512 << 10

  private static let busy: UInt32 = 1 << 31
  private static let discarded: UInt32 = 1 << 30
  private static let headerSize = 8

  /// `descriptor` is the map's and stays its owner's; `size` is max_entries.
  init(descriptor: Int32, size: Int) throws(KernelError) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let consumer = unsafe mmap(nil, page, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    let producer = unsafe mmap(nil, page, PROT_READ, MAP_SHARED, descriptor, off_t(page))
    guard let consumer = unsafe consumer, unsafe consumer != MAP_FAILED,
      let producer = unsafe producer, unsafe producer != MAP_FAILED
    else {
      throw KernelError(.load, "cannot map a ring buffer", why: KernelError.text(errno: errno))
    }
    unsafe self.consumer = consumer
    unsafe self.producer = producer
    self.page = page
    self.size = size
    self.descriptor = descriptor
    window = RingWindow(
      descriptor: descriptor, data: 2 * page, size: 2 * size,
      usual: min(size, Self.windowSize), page: page)
  }

  /// What stands at the consumer's position.
  @unsafe enum Head {
    case empty
    /// A record that another CPU is still writing.
    case busy
    case record(UnsafeRawBufferPointer)
  }

  /// Skips discarded records. A record stays valid until `advance`. Where the window cannot be moved,
  /// for want of memory, the record waits as if it were being written.
  mutating func head() -> Head {
    while true {
      let position = unsafe egret_load_acquire(consumer)
      guard unsafe position < egret_load_acquire(producer) else { return unsafe .empty }
      let offset = Int(bitPattern: position) & (size - 1)
      guard let start = unsafe window.memory(at: offset, count: Self.headerSize) else {
        return unsafe .busy
      }
      let header = unsafe egret_load_acquire_header(start)
      if header & Self.busy != 0 { return unsafe .busy }
      let length = Int(header & ~Self.discarded)
      guard header & Self.discarded == 0 else {
        skip(from: position, length: length)
        continue
      }
      let count = min(length, size - Self.headerSize)
      guard let whole = unsafe window.memory(at: offset, count: Self.headerSize + count) else {
        return unsafe .busy
      }
      return unsafe .record(UnsafeRawBufferPointer(start: whole + Self.headerSize, count: count))
    }
  }

  /// Gives the head's space back to the kernel.
  mutating func advance(past record: UnsafeRawBufferPointer) {
    let position = unsafe egret_load_acquire(consumer)
    skip(from: position, length: record.count)
  }

  private func skip(from position: UInt, length: Int) {
    let step = (length + Self.headerSize + 7) & ~7
    unsafe egret_store_release(consumer, position &+ UInt(step))
  }

  deinit {
    unsafe munmap(consumer, page)
    unsafe munmap(producer, page)
  }
}
