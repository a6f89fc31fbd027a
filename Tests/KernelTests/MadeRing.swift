// SPDX-License-Identifier: Apache-2.0

import CLibbpf
import Foundation
import Testing

@testable import Kernel

/// The memory of a BPF ring buffer, laid out by the test as the kernel lays it out: a page with the
/// consumer's position, a page with the producer's, and the data twice in a row.
final class MadeRing {
  static let busy: UInt32 = 1 << 31
  static let discarded: UInt32 = 1 << 30

  let size: Int
  let descriptor: Int32
  private let page = Int(sysconf(Int32(_SC_PAGESIZE)))
  private let memory: UnsafeMutableRawPointer

  /// `size` as the kernel wants it: whole pages, a power of two. Both positions begin at `position`.
  init(size: Int = 4_096, position: UInt = 0) throws {
    self.size = size
    var path = Array("/tmp/egret-ring-XXXXXX".utf8CString)
    descriptor = mkstemp(&path)
    unlink(path)
    let length = 2 * page + 2 * size
    try #require(ftruncate(descriptor, off_t(length)) == 0)
    let mapped = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    memory = try #require(mapped != MAP_FAILED ? mapped : nil)
    (consumer, producer) = (position, position)
  }

  deinit {
    munmap(memory, 2 * page + 2 * size)
    close(descriptor)
  }

  /// The ring's reader over this memory.
  func reader() throws -> Ring { try Ring(descriptor: descriptor, size: size) }

  var consumer: UInt {
    get { memory.load(as: UInt.self) }
    set { memory.storeBytes(of: newValue, as: UInt.self) }
  }

  var producer: UInt {
    get { memory.load(fromByteOffset: page, as: UInt.self) }
    set { memory.storeBytes(of: newValue, toByteOffset: page, as: UInt.self) }
  }

  /// A record at the producer's position, which then moves on; where it stands.
  @discardableResult
  func put(_ bytes: [UInt8], flags: UInt32 = 0) -> UInt {
    let position = producer
    setHeader(UInt32(bytes.count) | flags, at: position)
    for (index, byte) in bytes.enumerated() { set(byte, at: position + 8 + UInt(index)) }
    producer = position + UInt((bytes.count + 8 + 7) & ~7)
    return position
  }

  /// Length and the two bits of the record that stands there.
  func setHeader(_ header: UInt32, at position: UInt) {
    for byte in 0..<4 {
      set(UInt8(truncatingIfNeeded: header >> (8 * UInt32(byte))), at: position + UInt(byte))
    }
  }

  /// In both copies of the data.
  private func set(_ byte: UInt8, at position: UInt) {
    let offset = Int(position) & (size - 1)
    for copy in [0, size] {
      memory.storeBytes(of: byte, toByteOffset: 2 * page + copy + offset, as: UInt8.self)
    }
  }

  /// A record with nothing but its header and that time.
  static func record(at time: UInt64, kind: UInt8 = 1) -> [UInt8] {
    [16, 0, 0, 0, kind, 0, 0, 0]
      + (0..<8).map { UInt8(truncatingIfNeeded: time >> (8 * UInt64($0))) }
  }
}
