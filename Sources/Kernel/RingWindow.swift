// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// The part of a ring's data that is mapped. It moves to what is asked for.
@safe struct RingWindow: ~Copyable {
  private let descriptor: Int32
  /// Where the data begins in the map's file, and its bytes there: twice the ring's.
  private let data: Int
  private let size: Int
  /// Bytes that are mapped at a time, unless one record is longer.
  private let usual: Int
  private let page: Int
  private var base: UnsafeMutableRawPointer?
  private var mapped = 0..<0

  init(descriptor: Int32, data: Int, size: Int, usual: Int, page: Int) {
    self.descriptor = descriptor
    self.data = data
    self.size = size
    self.usual = usual
    self.page = page
    unsafe base = nil
  }

  deinit {
    if let base = unsafe base { unsafe munmap(base, mapped.count) }
  }

  /// The memory at an offset into the data, valid until the next call; nil where it cannot be mapped.
  @unsafe mutating func memory(at offset: Int, count: Int) -> UnsafeMutableRawPointer? {
    if offset < mapped.lowerBound || offset + count > mapped.upperBound {
      move(to: offset, count: count)
    }
    return unsafe base.map { unsafe $0 + (offset - mapped.lowerBound) }
  }

  private mutating func move(to offset: Int, count: Int) {
    unmap()
    let start = offset & ~(page - 1)
    let needed = (offset + count - start + page - 1) & ~(page - 1)
    let length = min(max(usual, needed), size - start)
    guard needed <= length else { return }
    let memory = unsafe mmap(
      nil, length, PROT_READ, MAP_SHARED, descriptor, off_t(data + start))
    guard unsafe memory != MAP_FAILED else { return }
    unsafe base = unsafe memory
    mapped = start..<start + length
  }

  private mutating func unmap() {
    if let base = unsafe base { unsafe munmap(base, mapped.count) }
    unsafe base = nil
    mapped = 0..<0
  }
}
