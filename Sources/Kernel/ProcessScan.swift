// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
package import Events
internal import Glibc

/// Processes that are older than Egret, read from /proc as if they had just execed.
///
/// What is there may have been rewritten by the process (argv) or be gone the next moment.
package struct ProcessScan: Sendable {
  private let ticks: UInt64
  /// Programs that user space names: the kernel's own ids have a CPU's number above bit 48.
  private var next: UInt64 = 0xffff << 48

  package init() { ticks = UInt64(max(1, sysconf(Int32(_SC_CLK_TCK)))) }

  /// Every process, parents before children where pids allow it.
  package mutating func all() -> [Exec] {
    Self.pids().compactMap { exec(of: $0) }.sorted {
      $0.actor.process.start < $1.actor.process.start
    }
  }

  /// One process; nil where it is gone.
  package mutating func exec(of pid: UInt32) -> Exec? {
    guard let stat = ProcessStat(of: pid, ticks: ticks) else { return nil }
    next += 1
    let process = ProcessID(pid: pid, start: stat.start)
    let line = SystemFile.read("/proc/\(pid)/cmdline", limit: Exec.longestCommandLine) ?? []
    let arguments = Array(Self.strings(line).prefix(Exec.mostArguments))
    return Exec(
      time: stat.start,
      actor: Actor(process: process, thread: pid, program: ProgramID(rawValue: next)),
      parent: parent(of: stat.parent), previous: .unknown,
      executable: Self.executable(pid), file: arguments.first ?? "", arguments: arguments,
      argumentsAreCut: line.count == Exec.longestCommandLine
        || arguments.count == Exec.mostArguments,
      environment: Self.names("/proc/\(pid)/environ"),
      stdio: (0..<3).map { Self.descriptor(pid, $0) },
      name: stat.name, user: Self.owner(pid).user, group: Self.owner(pid).group,
      login: Self.login(pid), namespaces: Self.namespaces(pid), isOlderThanEgret: true)
  }

  static func pids() -> [UInt32] {
    guard let directory = unsafe opendir("/proc") else { return [] }
    defer { unsafe closedir(directory) }
    var pids: [UInt32] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let pid = UInt32(name) { pids.append(pid) }
    }
    return pids
  }

  private func parent(of pid: UInt32) -> ProcessID {
    let start = ProcessStat(of: pid, ticks: ticks)?.start
    return ProcessID(pid: pid, start: start ?? Instant(nanoseconds: 0))
  }

  private static func executable(_ pid: UInt32) -> String {
    let path = SystemFile.link("/proc/\(pid)/exe") ?? ""
    return path.hasSuffix(" (deleted)") ? String(path.dropLast(10)) : path
  }

  private static func strings(_ bytes: [UInt8]) -> [String] {
    let parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
    return (bytes.last == 0 ? parts.dropLast() : parts[...]).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Names only; a value is not kept for a moment longer than the split takes.
  private static func names(_ path: String) -> [String] {
    (SystemFile.read(path, limit: 1 << 17) ?? []).split(separator: 0).prefix(1024).compactMap {
      line in
      line.firstIndex(of: UInt8(ascii: "=")).map { String(decoding: line[..<$0], as: UTF8.self) }
    }
  }

  private static func owner(_ pid: UInt32) -> (user: UInt32, group: UInt32) {
    var status = stat()
    guard unsafe stat("/proc/\(pid)", &status) == 0 else { return (.max, .max) }
    return (status.st_uid, status.st_gid)
  }

  private static func login(_ pid: UInt32) -> UInt32? {
    let text = SystemFile.text("/proc/\(pid)/loginuid", limit: 16)
    return text.flatMap { UInt32($0.filter(\.isNumber)) }.flatMap { $0 == .max ? nil : $0 }
  }

  private static func namespaces(_ pid: UInt32) -> Namespaces {
    func number(_ name: String) -> UInt32 {
      SystemFile.namespace(name, of: pid) ?? 0
    }
    return Namespaces(
      net: number("net"), mount: number("mnt"), pid: number("pid"), user: number("user"))
  }

  static func descriptor(_ pid: UInt32, _ number: Int) -> Descriptor {
    let path = "/proc/\(pid)/fd/\(number)"
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return .closed }
    return Descriptor(kind: kind(status), inode: UInt64(status.st_ino))
  }

  private static func kind(_ status: stat) -> Descriptor.Kind {
    switch status.st_mode & S_IFMT {
    case S_IFIFO: .pipe
    case S_IFSOCK: .socket
    case S_IFREG: .file
    case S_IFCHR: terminal(status.st_rdev)
    default: .other
    }
  }

  private static func terminal(_ device: dev_t) -> Descriptor.Kind {
    switch (device >> 8 & 0xfff, device & 0xff) {
    case (136...143, _), (4...5, _): .terminal
    case (1, 3): .null
    default: .other
    }
  }
}
