// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import CWire
internal import Events

/// What the kernel side keeps of the last strangers: programs that can be no server's, of which nothing
/// is reported.
struct KeptStrangers {
  private let map: Int32

  init(map: Int32) { self.map = map }

  /// The exec of the last stranger that had the pid: file and arguments are cut, the rest of an exec is
  /// not known. Nil if it was too long ago.
  func exec(of pid: UInt32) -> Exec? {
    var slot = pid % UInt32(WIRE_STRANGERS_MAX)
    var found = wire_stranger()
    guard unsafe bpf_map_lookup_elem(map, &slot, &found) == 0, found.process.pid == pid,
      found.seal == found.process.program
    else { return nil }
    let size = Int(clamping: found.arguments_size)
    let file = Self.words(found.file).first ?? ""
    return Exec(
      time: Instant(nanoseconds: found.process.start), actor: Self.actor(found.process),
      parent: ProcessID(pid: found.parent.pid, start: Instant(nanoseconds: found.parent.start)),
      previous: .unknown, executable: file, file: file,
      arguments: Self.words(found.arguments, size),
      environment: [], stdio: [], name: Self.words(found.comm).first ?? "", user: found.uid,
      group: found.gid, login: nil, namespaces: Namespaces(net: 0, mount: 0, pid: 0, user: 0),
      isOlderThanEgret: true)
  }

  private static func actor(_ process: wire_process) -> Actor {
    Actor(
      process: ProcessID(pid: process.pid, start: Instant(nanoseconds: process.start)),
      thread: process.tid, program: ProgramID(rawValue: process.program))
  }

  /// The strings in the first `size` bytes of a field of C, each ended by 0.
  private static func words<Field>(_ field: Field, _ size: Int = .max) -> [String] {
    unsafe withUnsafeBytes(of: field) { bytes in
      let bytes = unsafe bytes.prefix(size)
      let end = unsafe (bytes.lastIndex { $0 != 0 } ?? -1) + 1
      return unsafe Array(bytes.prefix(end)).split(separator: 0, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
