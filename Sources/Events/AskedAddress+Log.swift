// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads an address that was asked for.
extension EventLogCoder {
  /// A word, an address, or nothing.
  mutating func field(_ key: StaticString, _ value: inout AskedAddress) {
    var (word, address) = (value.word, value.address)
    field(key, &word, or: &address)
    value = AskedAddress(word, address)
  }
}

extension AskedAddress {
  fileprivate enum Word: String {
    case unreadable, many
  }

  fileprivate init(_ word: Word?, _ address: SocketAddress?) {
    switch (word, address) {
    case (.unreadable?, _): self = .unreadable
    case (.many?, _): self = .many
    case (nil, let address?): self = .read(address)
    case (nil, nil): self = .none
    }
  }

  fileprivate var word: Word? {
    switch self {
    case .none, .read: nil
    case .unreadable: .unreadable
    case .many: .many
    }
  }

  fileprivate var address: SocketAddress? {
    if case .read(let address) = self { address } else { nil }
  }
}
