// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
package import Events
internal import Glibc

/// The connections that processes hold open now (sock_diag(7)), each as if it were being made.
///
/// TCP and connected UDP, in the network namespaces that the processes are in. A socket that was
/// brought along from another namespace is not found; its next use is.
package enum SocketDiagnosis {
  private static let processLimit = 8_192
  private static let namespaceLimit = 256

  /// Oldest process first; a socket that several hold is the first's.
  package static func connections(of processes: [Actor]) -> [Destination] {
    let now = Instant(nanoseconds: Clock.boottime())
    var homes: [UInt32: [Holder]] = [:]
    for actor in processes.prefix(processLimit) {
      guard let holder = Holder(actor) else { continue }
      homes[holder.netNamespace, default: []].append(holder)
    }
    return homes.sorted { $0.key < $1.key }.prefix(namespaceLimit).flatMap { home in
      connections(of: home.value, netNamespace: home.key, at: now)
    }
  }

  /// A process and what it holds.
  private struct Holder {
    let actor: Actor
    let netNamespace: UInt32
    let inodes: Set<UInt32>

    /// nil where it is gone, or holds no socket.
    init?(_ actor: Actor) {
      guard let namespace = SystemFile.link("/proc/\(actor.process.pid)/ns/net"),
        let number = UInt32(namespace.filter(\.isNumber))
      else { return nil }
      self.actor = actor
      netNamespace = number
      inodes = SocketInodes.held(by: actor.process.pid)
      if inodes.isEmpty { return nil }
    }
  }

  private static func connections(
    of holders: [Holder], netNamespace: UInt32, at time: Instant
  ) -> [Destination] {
    let wanted = holders.reduce(into: Set<UInt32>()) { $0.formUnion($1.inodes) }
    guard let found = dump(below: holders.map(\.actor.process.pid), netNamespace, wanted) else {
      return []
    }
    var owners: [UInt32: Actor] = [:]
    for holder in holders.reversed() {
      for inode in holder.inodes { owners[inode] = holder.actor }
    }
    return found.open.compactMap { socket in
      owners[socket.inode].map { actor in
        Destination(
          time: time, actor: actor, owner: actor, cookie: socket.cookie,
          endpoint: socket.endpoint, transport: socket.transport, hook: .sockets, via: .unknown,
          netNamespace: netNamespace, isOlderThanEgret: true,
          isInbound: socket.transport == .tcp && found.ports.contains(socket.ownPort),
          ownPort: socket.ownPort)
      }
    }
  }

  /// Through the first process that is still there and still in that namespace: the connections, and the ports
  /// at which these processes listen. Who has such a port on his own side was connected to.
  private static func dump(
    below pids: [UInt32], _ netNamespace: UInt32, _ wanted: Set<UInt32>
  ) -> (open: [OpenSocket], ports: Set<UInt16>)? {
    for pid in pids {
      guard let namespace = NetworkNamespace.open(of: pid, number: netNamespace) else { continue }
      guard let dump = SocketDump(in: namespace) else { return nil }
      let listening = dump.listening(at: nil).filter { wanted.contains($0.inode) }
      return (dump.connected(wanted), Set(listening.map(\.endpoint.port)))
    }
    return nil
  }
}
