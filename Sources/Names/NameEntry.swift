// SPDX-License-Identifier: Apache-2.0

internal import Events

/// A record as the cache keeps it.
struct NameEntry {
  /// Whose share of the cache an entry counts against. Forks do not make new ones.
  enum Holder: Hashable {
    case program(ProgramID)
    case process(ProcessID)
    case hosts(mountNamespace: UInt32, netNamespace: UInt32)

    init(asker: Actor) {
      self = asker.program == .unknown ? .process(asker.process) : .program(asker.program)
    }
  }

  var record: NameRecord
  var holder: Holder
  /// nil: never.
  var expiry: Instant?
  /// Grows with every lesson: tells the older of two.
  var sequence: UInt64

  func isExpired(at time: Instant) -> Bool { expiry.map { $0 < time } ?? false }

  /// The same fact, perhaps learned anew.
  func isSame(as other: NameEntry) -> Bool {
    record.name == other.record.name && holder == other.holder
      && record.resolver == other.record.resolver
  }
}
