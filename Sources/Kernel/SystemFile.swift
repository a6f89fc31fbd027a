// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Small files of the system itself: /proc, /sys, /etc. Users' files go through `UserFiles`.
package enum SystemFile {
  /// The file's first `limit` bytes; nil where it cannot be read.
  package static func read(_ path: String, limit: Int = 1 << 20) -> [UInt8]? {
    guard
      let file = FileDescriptor(
        checking: unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    else { return nil }
    return read(descriptor: file.number, limit: limit)
  }

  /// As text, invalid UTF-8 repaired.
  package static func text(_ path: String, limit: Int = 1 << 20) -> String? {
    read(path, limit: limit).map { String(decoding: $0, as: UTF8.self) }
  }

  static func read(descriptor: Int32, limit: Int) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while bytes.count < limit {
      let count = unsafe Glibc.read(descriptor, &chunk, min(chunk.count, limit - bytes.count))
      if count < 0 && errno == EINTR { continue }
      if count < 0 { return nil }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return bytes
  }

  /// Where a symbolic link points; nil where it cannot be read.
  package static func link(_ path: String) -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let base = bytes.baseAddress else { return -1 }
      return unsafe readlink(path, base.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
  }

  /// The number of a namespace of a process, by its name in /proc/PID/ns; nil where it is gone.
  static func namespace(_ name: String, of pid: UInt32) -> UInt32? {
    link("/proc/\(pid)/ns/\(name)").flatMap { UInt32($0.filter(\.isNumber)) }
  }
}
