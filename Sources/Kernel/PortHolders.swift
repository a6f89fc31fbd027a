// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Glibc

/// Who listens at a TCP port now (sock_diag(7)), in every network namespace that a process is in.
package enum PortHolders {
  private static let namespaceLimit = 256

  /// As if each port were being taken now, by the oldest process that holds the socket: its workers have it
  /// from there.
  package static func found(at ports: Set<UInt16>) -> [Bound] {
    if ports.isEmpty { return [] }
    let pids = ProcessScan.pids()
    let sockets = listening(at: ports, pids)
    if sockets.isEmpty { return [] }
    let now = Instant(nanoseconds: Clock.boottime())
    var scan = ProcessScan()
    let wanted = Set(sockets.keys)
    var holders: [UInt32: Exec] = [:]
    for pid in pids {
      let held = SocketInodes.held(by: pid).intersection(wanted)
      guard !held.isEmpty, let exec = scan.exec(of: pid) else { continue }
      for inode in held where isOlder(exec, than: holders[inode]) { holders[inode] = exec }
    }
    return holders.sorted { $0.key < $1.key }.compactMap { inode, exec in
      guard let socket = sockets[inode] else { return nil }
      var actor = exec.actor
      actor.program = .unknown
      return Bound(
        time: now, actor: actor, endpoint: socket.endpoint, hook: .sockets,
        netNamespace: exec.namespaces.net, isOlderThanEgret: true)
    }
  }

  private static func isOlder(_ exec: Exec, than other: Exec?) -> Bool {
    guard let other else { return true }
    let (own, its) = (exec.actor.process, other.actor.process)
    return (own.start.nanoseconds, own.pid) < (its.start.nanoseconds, its.pid)
  }

  /// By their inodes, which no two sockets of the machine have at once.
  private static func listening(
    at ports: Set<UInt16>, _ pids: [UInt32]
  ) -> [UInt32: ListeningSocket] {
    var seen: Set<String> = []
    var sockets: [UInt32: ListeningSocket] = [:]
    for pid in pids where seen.count < namespaceLimit {
      let path = "/proc/\(pid)/ns/net"
      guard let name = SystemFile.link(path), seen.insert(name).inserted,
        let namespace = FileDescriptor(checking: unsafe open(path, O_RDONLY | O_CLOEXEC)),
        let dump = SocketDump(in: namespace)
      else { continue }
      for socket in dump.listening(at: ports) { sockets[socket.inode] = socket }
    }
    return sockets
  }
}
