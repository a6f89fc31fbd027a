// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
package import Events
internal import Glibc

/// What /proc tells of one process while it lives. A pid that another process has meanwhile gives
/// nothing.
package struct ProcessFiles: Sendable {
  private let process: ProcessID

  package init(_ process: ProcessID) { self.process = process }

  /// Values of these variables alone, as the process was started with them; the others never become
  /// strings. A value may hold a credential: take from it what is needed, and drop it.
  package func values(of names: Set<String>) -> [String: String] {
    var values: [String: String] = [:]
    for line in (read("environ", limit: 1 << 20) ?? []).split(separator: 0).prefix(4_096) {
      guard let equals = line.prefix(64).firstIndex(of: UInt8(ascii: "=")) else { continue }
      let name = String(decoding: line[..<equals], as: UTF8.self)
      guard names.contains(name) else { continue }
      values[name] = String(decoding: line[(equals + 1)...].prefix(8_192), as: UTF8.self)
    }
    return values
  }

  /// The text of its cgroup file; nil where it is gone.
  package var cgroups: String? {
    read("cgroup", limit: 1 << 16).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of its command line, as it is now.
  package var commandLine: [UInt8]? { read("cmdline", limit: Exec.longestCommandLine) }

  /// Its working directory, for one that sees the same files as Egret; nil for another.
  package var directory: String? {
    guard let own = SystemFile.link("/proc/self/ns/mnt"), own == link("ns/mnt") else { return nil }
    return link("cwd")
  }

  private func read(_ name: String, limit: Int) -> [UInt8]? {
    guard let bytes = SystemFile.read("/proc/\(process.pid)/\(name)", limit: limit) else {
      return nil
    }
    return isSame ? bytes : nil
  }

  private func link(_ name: String) -> String? {
    let target = SystemFile.link("/proc/\(process.pid)/\(name)")
    return isSame ? target : nil
  }

  /// It is still the process that had the pid.
  var isSame: Bool {
    if process.start.nanoseconds == 0 { return true }
    let ticks = UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))
    return ProcessStat(of: process.pid, ticks: ticks)?.start == process.start
  }
}
