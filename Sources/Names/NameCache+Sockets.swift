// SPDX-License-Identifier: Apache-2.0

package import Events

/// Sockets hold the names that they were opened under.
extension NameCache {
  /// A socket was opened to an address that counts under `names`. They hold until it is closed.
  package mutating func open(
    _ cookie: UInt64, to address: IPAddress, netNamespace: UInt32, under names: [NameRecord],
    at time: Instant
  ) {
    guard cookie != 0, !sockets.contains(cookie) else { return }
    let key = Key(address, netNamespace: netNamespace)
    let held = names.compactMap { record in
      entries[key]?.first { $0.record.name == record.name && $0.record.source == record.source }
    }.filter { $0.expiry != nil && !$0.isPast(at: time) }.map(\.identity)
    guard !held.isEmpty else { return }
    change(held, at: key) { $0.openSockets += 1 }
    let forgotten = sockets.add(cookie, NamedSockets.Hold(key: key, names: held))
    if let forgotten { release(forgotten, at: time) }
  }

  /// The socket is closed: from now on its names hold for the grace.
  package mutating func close(_ cookie: UInt64, at time: Instant) {
    guard let hold = sockets.remove(cookie) else { return }
    release(hold, at: time)
  }

  private mutating func release(_ hold: NamedSockets.Hold, at time: Instant) {
    let end = NameLifetime.expiry(closed: time)
    change(hold.names, at: hold.key) { entry in
      entry.openSockets = entry.openSockets > 0 ? entry.openSockets - 1 : 0
      entry.expiry = entry.expiry.map { max($0, end) }
    }
  }

  private mutating func change(
    _ names: [NameEntry.Identity], at key: Key, _ body: (inout NameEntry) -> Void
  ) {
    guard var list = entries[key] else { return }
    for index in list.indices where names.contains(list[index].identity) { body(&list[index]) }
    entries[key] = list
  }
}
