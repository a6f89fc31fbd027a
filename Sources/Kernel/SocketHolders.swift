// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import Events
internal import Glibc

/// Which process holds a socket, by its inode, which no two sockets of the machine have at once.
struct SocketHolders: Sendable {
  private let ticks = UInt64(max(1, sysconf(Int32(_SC_CLK_TCK))))
  private static let processLimit = 65_536

  /// Of several the oldest, whose workers have it from there; process 1 holds those of the services that it
  /// starts on demand. nil where nobody is seen to.
  func holder(of inodes: Set<UInt32>) -> PeerHolder? {
    if inodes.isEmpty { return nil }
    var found: [ProcessID] = []
    for pid in ProcessScan.pids().prefix(Self.processLimit) {
      guard !SocketInodes.held(by: pid).isDisjoint(with: inodes),
        let stat = ProcessStat(of: pid, ticks: ticks)
      else { continue }
      found.append(ProcessID(pid: pid, start: stat.start))
    }
    let services = found.filter { $0.pid != 1 }
    let oldest = (services.isEmpty ? found : services).min {
      ($0.start.nanoseconds, $0.pid) < ($1.start.nanoseconds, $1.pid)
    }
    return oldest.flatMap(described)
  }

  /// Whether it holds one of them still.
  func holds(_ holder: PeerHolder, _ inode: UInt32) -> Bool {
    SocketInodes.held(by: holder.process.pid).contains(inode)
      && ProcessStat(of: holder.process.pid, ticks: ticks)?.start == holder.process.start
  }

  /// nil where another process has the pid by now.
  private func described(_ process: ProcessID) -> PeerHolder? {
    let folder = "/proc/\(process.pid)"
    var status = stat()
    guard unsafe stat(folder, &status) == 0 else { return nil }
    let holder = PeerHolder(
      process: process, executable: SystemFile.link("\(folder)/exe") ?? "", user: status.st_uid,
      userName: Accounts.name(of: status.st_uid) ?? "",
      isOfMachine: SystemFile.link("\(folder)/ns/user") == SystemFile.link("/proc/self/ns/user"))
    return ProcessStat(of: process.pid, ticks: ticks)?.start == process.start ? holder : nil
  }
}
