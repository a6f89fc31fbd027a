// SPDX-License-Identifier: Apache-2.0

internal import Glibc

/// Whether somebody else listens at awaited Unix sockets than at the last look: no hook sees them bound.
package struct SocketNews: Sendable {
  private struct Look: Hashable, Sendable {
    var file: SocketFile?
    /// Of the sockets that listen there in Egret's own network namespace.
    var inodes: Set<UInt32> = []
  }

  /// Looks at one state: who binds a socket listens a moment later, maybe in another network namespace.
  private static let looks = 3

  private var known: [String: (look: Look, times: Int)] = [:]

  package init() {}

  /// The paths of these at which somebody may listen whom nobody looked up.
  package mutating func changed(_ paths: Set<String>) -> Set<String> {
    if paths.isEmpty { return [] }
    let looks = Self.look(at: paths)
    known = known.filter { looks[$0.key] != nil }
    return paths.filter { path in
      let look = looks[path] ?? Look()
      guard look != Look() else {
        known[path] = nil
        return false
      }
      let times = known[path].map { $0.look == look ? $0.times : 0 } ?? 0
      known[path] = (look, min(times + 1, Self.looks))
      return times < Self.looks
    }
  }

  private static func look(at paths: Set<String>) -> [String: Look] {
    var looks: [String: Look] = [:]
    for path in paths { looks[path] = Look(file: SocketFile(at: path)) }
    let files = Dictionary(
      looks.compactMap { path, look in look.file.map { ($0, path) } },
      uniquingKeysWith: { first, _ in first })
    guard let own = NetworkNamespace.openOwn(), let dump = SocketDump(in: own) else { return looks }
    for socket in dump.listeningUnix().compactMap({ PortHolders.awaited($0, paths, files) }) {
      looks[socket.path]?.inodes.insert(socket.inode)
    }
    return looks
  }
}
