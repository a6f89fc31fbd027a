// SPDX-License-Identifier: Apache-2.0

internal import Events

/// A record as the cache keeps it.
struct NameEntry {
  /// Whose share of the cache an entry counts against. Forks do not make new ones.
  enum Holder: Hashable {
    case server(UInt32)
    case program(ProgramID)
    case process(ProcessID)
    case hosts(mountNamespace: UInt32, netNamespace: UInt32)

    init(asker: NameAsker) {
      let actor = asker.actor
      self =
        asker.server.map { .server($0) }
        ?? (actor.program == .unknown ? .process(actor.process) : .program(actor.program))
    }
  }

  /// The fact, however often it is learned.
  struct Identity: Hashable {
    var name: String
    var holder: Holder
    var resolver: Endpoint?
  }

  var record: NameRecord
  var holder: Holder
  /// nil: never.
  var expiry: Instant?
  /// Grows with every lesson: tells the older of two.
  var sequence: UInt64
  /// Open sockets that were opened under the name.
  var openSockets: UInt32 = 0

  var identity: Identity {
    Identity(name: record.name, holder: holder, resolver: record.resolver)
  }

  var isInUse: Bool { openSockets > 0 }

  func isPast(at time: Instant) -> Bool { !isInUse && (expiry.map { $0 < time } ?? false) }

  /// Taken over from what was known of the same fact: neither a socket nor a time is lost, and a
  /// query that was seen stays seen.
  mutating func succeed(_ known: NameEntry) {
    openSockets = known.openSockets
    if let expiry, let earlier = known.expiry { self.expiry = max(expiry, earlier) }
    if known.record.wasAsked, !record.wasAsked {
      record = known.record
      expiry = known.expiry
    }
  }
}
