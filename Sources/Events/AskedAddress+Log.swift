// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads an address that was asked for.
extension EventLogCoder {
  /// A word, an address, or nothing.
  mutating func field(_ key: String, _ value: inout AskedAddress) {
    carry(key, &value) {
      $0.logged
    } read: { object throws(Failure) in
      try AskedAddress(logged: &object, key)
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

  fileprivate init(logged object: inout EventLogObject, _ key: String) throws(EventLogObject
    .Failure)
  {
    switch object.kind(key) {
    case nil: self = .none
    case .object?: self = .read(try SocketAddress(logged: try object.object(key)))
    case .text?:
      let word: Word = try object.word(key)
      self = word == .many ? .many : .unreadable
    case .bool?, .number?, .array?: throw EventLogObject.Failure(key: key)
    }
  }
}
