// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Glibc

/// Who listens at a TCP port or a Unix socket now (sock_diag(7)), in every network namespace that a process
/// is in.
package enum PortHolders {
  private static let namespaceLimit = 256

  /// As if each were being taken now, by the oldest process that holds the socket and keeps it for no other:
  /// its workers have it from there.
  package static func found(
    at ports: Set<UInt16>, sockets paths: Set<String> = [], isKeeper: (Exec) -> Bool
  ) -> [Bound] {
    if ports.isEmpty, paths.isEmpty { return [] }
    let pids = ProcessScan.pids()
    let sockets = listening(at: ports, paths, pids)
    if sockets.isEmpty { return [] }
    let now = Instant(nanoseconds: Clock.boottime())
    return holders(of: Set(sockets.keys), among: pids, isKeeper).sorted { $0.key < $1.key }
      .compactMap { inode, exec in
        sockets[inode].map { bound(exec, $0, at: now) }
      }
  }

  private static func bound(_ exec: Exec, _ socket: ListeningSocket, at time: Instant) -> Bound {
    var actor = exec.actor
    actor.program = .unknown
    var bound = Bound(
      time: time, actor: actor, endpoint: socket.endpoint, hook: .sockets,
      netNamespace: exec.namespaces.net, isOlderThanEgret: true)
    bound.path = socket.path
    return bound
  }

  private static func holders(
    of wanted: Set<UInt32>, among pids: [UInt32], _ isKeeper: (Exec) -> Bool
  ) -> [UInt32: Exec] {
    var scan = ProcessScan()
    var holders: [UInt32: Exec] = [:]
    for pid in pids {
      let held = SocketInodes.held(by: pid).intersection(wanted)
      guard !held.isEmpty, let exec = scan.exec(of: pid) else { continue }
      let isKept = isKeeper(exec)
      for inode in held {
        let known = holders[inode]
        let isBetter = known.map { isKeeper($0) == isKept ? isOlder(exec, than: $0) : !isKept }
        if isBetter ?? true { holders[inode] = exec }
      }
    }
    return holders
  }

  private static func isOlder(_ exec: Exec, than other: Exec) -> Bool {
    let (own, its) = (exec.actor.process, other.actor.process)
    return (own.start.nanoseconds, own.pid) < (its.start.nanoseconds, its.pid)
  }

  /// By their inodes, which no two sockets of the machine have at once.
  private static func listening(
    at ports: Set<UInt16>, _ paths: Set<String>, _ pids: [UInt32]
  ) -> [UInt32: ListeningSocket] {
    let files = Dictionary(
      paths.compactMap { path in SocketFile(at: path).map { ($0, path) } },
      uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    var sockets: [UInt32: ListeningSocket] = [:]
    for pid in pids where seen.count < namespaceLimit {
      guard let name = SystemFile.link("/proc/\(pid)/ns/net"), seen.insert(name).inserted,
        let namespace = NetworkNamespace.open(of: pid)
      else { continue }
      if !ports.isEmpty, let dump = SocketDump(in: namespace) {
        for socket in dump.listening(at: ports) { sockets[socket.inode] = socket }
      }
      if !paths.isEmpty, let dump = SocketDump(in: namespace) {
        for socket in dump.listeningUnix().compactMap({ awaited($0, paths, files) }) {
          sockets[socket.inode] = socket
        }
      }
    }
    return sockets
  }

  /// Under the awaited path: a socket may be bound to another, by a link or from a working directory.
  static func awaited(
    _ socket: ListeningSocket, _ paths: Set<String>, _ files: [SocketFile: String]
  ) -> ListeningSocket? {
    var socket = socket
    if let path = socket.file.flatMap({ files[$0] }) {
      socket.path = path
      return socket
    }
    return paths.contains(socket.path) ? socket : nil
  }
}
