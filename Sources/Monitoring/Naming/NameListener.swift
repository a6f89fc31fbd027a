// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names

/// An instance as one that is given names: where it lives, and whose word it may rely on.
struct NameListener: Sendable {
  let netNamespace: UInt32
  let mountNamespace: UInt32
  let began: Instant
  /// Names may have reached it by a way that carries no DNS message.
  var hasUnseenNames: Bool
  /// It answered a query itself, or has sockets to write whole packets with: what it is told by this
  /// machine it may have said itself.
  var playsResolver = false
  /// Those of its resolv.conf since it began: a run-time may go on asking one that was replaced. nil
  /// until one was read that counts: then those of the machine do.
  private(set) var resolvers: Set<IPAddress>?
  /// Those that stand only in a file which the server itself could have written.
  private(set) var claimed: Set<IPAddress> = []
  private(set) var hostsAreClaim = false
  private let user: UInt32
  private let isContained: Bool
  private var hasRead = false

  /// Of one process's life: a machine that changes networks all day names a few.
  private static let limit = 64

  /// `isContained`: an engine made its mount namespace, and wrote the files before it began.
  init(_ exec: Exec, hasUnseenNames: Bool, isContained: Bool) {
    netNamespace = exec.namespaces.net
    mountNamespace = exec.namespaces.mount
    began = exec.time
    user = exec.user
    self.hasUnseenNames = hasUnseenNames
    self.isContained = isContained
  }

  /// The files of its mount namespace were read. True where the names in the hosts file are to be
  /// learned, as evidence or as a claim.
  mutating func take(_ files: Resolvers) -> Bool {
    defer { hasRead = true }
    take(Set(files.addresses), isClaim: isClaim(files.resolvWriters, of: files))
    let isClaim = isClaim(files.hostsWriters, of: files)
    if isClaim, hasRead { return false }
    hostsAreClaim = isClaim
    return true
  }

  private mutating func take(_ addresses: Set<IPAddress>, isClaim: Bool) {
    if isClaim {
      claimed = addresses
      return
    }
    claimed.subtract(addresses)
    resolvers = Self.joined(resolvers ?? [], addresses)
  }

  /// The new ones alone where there would be too many.
  static func joined(_ known: Set<IPAddress>, _ new: Set<IPAddress>) -> Set<IPAddress> {
    let all = known.union(new)
    return all.count <= limit ? all : new
  }

  /// Whether the server itself could have written the file: then what it says is a claim. Root writes
  /// where it likes, and is told apart only where the files are not the machine's.
  private func isClaim(_ writers: Resolvers.Writers, of files: Resolvers) -> Bool {
    if isContained && !hasRead { return false }
    if files.isOfUser || writers.isOpen { return true }
    guard writers.owner == user else { return false }
    return user != 0 || (hasRead && !files.isOfMachine)
  }
}
