// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Glibc

/// Says which process wrote a file (fanotify(7)), where the kernel and the file system can tell:
/// 5.9 and newer, and no file system without handles.
package struct FileWriters: ~Copyable {
  /// Files remembered at most.
  private static let limit = 4_096

  private let group: FileDescriptor
  private var directories: [[UInt8]: [WatchedDirectory]] = [:]

  /// nil where the kernel refuses.
  package init?() {
    guard let group = FileDescriptor(checking: egret_writers_open()) else { return nil }
    self.group = group
  }

  /// Forgets the directories. Their marks stay, and what is written there has no name any more.
  package mutating func forget() { directories.removeAll(keepingCapacity: true) }

  /// Follows an open directory as well.
  package mutating func follow(_ directory: WatchedDirectory, descriptor: Int32) {
    var key = [UInt8](repeating: 0, count: 160)
    let count = unsafe egret_writers_mark(group.number, descriptor, &key, UInt32(key.count))
    guard count > 0 else { return }
    directories[Array(key[..<Int(count)]), default: []].append(directory)
  }

  /// Who wrote, renamed or removed files since the last call: pids by absolute path.
  package mutating func take() -> [String: UInt32] {
    var writers: [String: UInt32] = [:]
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while writers.count < Self.limit {
      let count = unsafe read(group.number, &buffer, buffer.count)
      guard count > 0 else { break }
      take(buffer[..<count], into: &writers)
    }
    return writers
  }

  /// struct fanotify_event_metadata, then records of which one names directory and file.
  private func take(_ bytes: ArraySlice<UInt8>, into writers: inout [String: UInt32]) {
    var rest = bytes
    while rest.count >= 24 {
      let length = Int(Self.word(rest))
      guard length >= 24, length <= rest.count else { return }
      let pid = Self.word(rest.dropFirst(20))
      name(rest.prefix(length).dropFirst(24), pid: pid, into: &writers)
      rest = rest.dropFirst(length)
    }
  }

  /// One struct fanotify_event_info_fid: a head of 4 bytes, the directory's key, the file's name.
  private func name(
    _ record: ArraySlice<UInt8>, pid: UInt32, into writers: inout [String: UInt32]
  ) {
    guard record.count > 20, record.first == 2 else { return }  // FAN_EVENT_INFO_TYPE_DFID_NAME
    let body = record.dropFirst(4)
    let size = 16 + Int(Self.word(body.dropFirst(8)) & 0xffff)
    guard size < body.count, let known = directories[Array(body.prefix(size))] else { return }
    let name = String(decoding: body.dropFirst(size).prefix { $0 != 0 }, as: UTF8.self)
    for directory in known { writers[directory.path(of: name)] = pid }
  }

  private static func word(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
