// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Names

/// Reads the resolver configurations that are asked for, and follows them: a change is an event.
///
/// A look at a configuration costs some microseconds and reads nothing, so each is looked at every
/// second, and before a destination that may be a new resolver is judged.
struct ResolverFollower: Sendable {
  private struct Followed {
    /// A process that sees the files.
    var pid: UInt32
    var mark: ResolverMark
  }

  /// Mount namespaces of containers; a machine with more has them read when a server begins.
  private static let limit = 256
  /// Looks at the machine's sockets are rarer: there are thousands of them.
  private static let daemonInterval: UInt64 = 5_000_000_000
  private static let shortestInterval: UInt64 = 1_000_000

  private var followed: [UInt32: Followed] = [:]
  private var machine: Resolvers?
  private var sockets: Set<UInt32> = []
  private var lastLook: UInt64 = 0
  private var lastDaemons: UInt64 = 0

  /// What a mount namespace says of resolvers, followed from now on; 0 is the machine's own.
  ///
  /// Of a process that is gone already the files are Egret's own, if it lived in the same mount
  /// namespace: names must be known before the first connection is judged, however short a life is.
  mutating func begin(_ pid: UInt32, mountNamespace: UInt32) -> Resolvers? {
    for pid in [pid, Self.own] {
      if let found = read(pid, mountNamespace: mountNamespace) { return found }
    }
    return nil
  }

  private static let own = UInt32(bitPattern: MachineFacts.ownProcess)

  private mutating func read(_ pid: UInt32, mountNamespace: UInt32) -> Resolvers? {
    guard let reading = ResolverFiles.read(asSeenBy: pid, mountNamespace: mountNamespace) else {
      return nil
    }
    follow(reading, pid, mountNamespace)
    var found = Resolvers(
      time: Instant(nanoseconds: Clock.boottime()), mountNamespace: mountNamespace,
      addresses: ResolverConfiguration.resolvers(reading.resolv),
      hosts: ResolverConfiguration.hosts(reading.hosts),
      searchDomains: ResolverConfiguration.searchDomains(reading.resolv),
      hostName: ResolverConfiguration.hostName(MachineFacts.ownHostname) ?? "")
    found.resolvWriters = reading.resolvWriters
    found.hostsWriters = reading.hostsWriters
    found.isOfMachine = reading.isOfMachine
    found.isOfUser = reading.isOfUser
    if mountNamespace == 0 {
      found.daemons = daemons(for: found.addresses) ?? machine?.daemons ?? []
      machine = found
    }
    return found
  }

  /// Where any user can mount what he likes, a look could last for ever, and a change would be a claim.
  private mutating func follow(_ reading: ResolverReading, _ pid: UInt32, _ mountNamespace: UInt32)
  {
    if reading.isOfUser { return }
    guard followed[mountNamespace] != nil || followed.count < Self.limit else { return }
    let pid = reading.isOfMachine ? Self.own : pid
    followed[mountNamespace] = Followed(pid: pid, mark: reading.mark)
  }

  /// nil where the sockets are the same as before.
  private mutating func daemons(for addresses: [IPAddress]) -> [ProcessID]? {
    lastDaemons = Clock.boottime()
    let found = ResolverDaemons.sockets(for: addresses)
    if found == sockets { return nil }
    sockets = found
    return ResolverDaemons.holders(of: found)
  }

  /// What changed since the last look. `processes` are the servers' living ones, asked for only where
  /// one that saw the files is gone.
  mutating func changes(processes: () -> [Actor]) -> [Resolvers] {
    let now = Clock.boottime()
    guard now &- lastLook >= Self.shortestInterval else { return [] }
    lastLook = now
    var changes = followed.keys.sorted().compactMap { look(at: $0, processes) }
    if now &- lastDaemons >= Self.daemonInterval, let change = daemonChange() {
      changes.append(change)
    }
    return changes
  }

  private mutating func look(at mountNamespace: UInt32, _ processes: () -> [Actor]) -> Resolvers? {
    guard let known = followed[mountNamespace] else { return nil }
    if let mark = ResolverFiles.mark(asSeenBy: known.pid, mountNamespace: mountNamespace) {
      return mark == known.mark ? nil : read(known.pid, mountNamespace: mountNamespace)
    }
    followed[mountNamespace] = nil
    let heir = processes().first { ResolverFiles.number($0.process.pid) == mountNamespace }
    return heir.flatMap { read($0.process.pid, mountNamespace: mountNamespace) }
  }

  private mutating func daemonChange() -> Resolvers? {
    guard var found = machine, let daemons = daemons(for: found.addresses) else { return nil }
    found.daemons = daemons
    found.time = Instant(nanoseconds: Clock.boottime())
    machine = found
    return found
  }
}
