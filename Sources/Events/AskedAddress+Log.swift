// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads an address that was asked for.
extension EventLogCoder {
  /// A word, an address, or nothing.
  mutating func field(_ key: String, _ value: inout AskedAddress) {
    carry(key, &value) {
      $0.logged
    } read: { object throws(Failure) in
      guard let asked = try AskedAddress(logged: object[key]) else { throw Failure(key: key) }
      return asked
    }
  }
}

extension AskedAddress {
  private enum Word: String {
    case unreadable, many
  }

  fileprivate var logged: EventLogValue? {
    switch self {
    case .none: nil
    case .unreadable: .string(Word.unreadable.rawValue)
    case .many: .string(Word.many.rawValue)
    case .read(let address): .object(address.logged)
    }
  }

  fileprivate init?(logged value: EventLogValue?) throws(EventLogObject.Failure) {
    switch value {
    case nil: self = .none
    case .object(let fields)?: self = .read(try SocketAddress(logged: EventLogObject(fields)))
    case .string(let text)?:
      switch Word(rawValue: text) {
      case nil: return nil
      case .unreadable?: self = .unreadable
      case .many?: self = .many
      }
    case .bool?, .number?, .array?: return nil
    }
  }
}
