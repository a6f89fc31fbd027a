// SPDX-License-Identifier: Apache-2.0

import Events

/// The ranges of one list: those that hold an address are found by the address's beginning, once for each
/// length that a range of the list has, and not by walking the ranges.
struct NetworkIndex: Hashable, Sendable {
  private struct Entry: Hashable {
    /// In the list.
    let place: Int
    let network: Network
    let expectation: Expectation
  }

  /// The narrowest first.
  private let lengths: [Int]
  private let entries: [Network: [Entry]]

  init(_ expectations: [Expectation]) {
    var entries: [Network: [Entry]] = [:]
    for (place, expectation) in expectations.enumerated() {
      guard case .network(let network) = expectation.target else { continue }
      entries[network, default: []].append(
        Entry(place: place, network: network, expectation: expectation))
    }
    self.entries = entries
    lengths = Set(entries.keys.map(\.wideLength)).sorted(by: >)
  }

  /// The narrowest range that holds the address, or the IPv4 address inside a NAT64 one, and suits; of
  /// equals the first of the list.
  func first(
    holding address: IPAddress, where suits: (Network, Expectation) -> Bool
  ) -> Expectation? {
    let inner = address.translated
    for length in lengths {
      let found = [address, inner].compactMap { $0 }.flatMap { entries(holding: $0, length) }
      let suitable = found.filter { suits($0.network, $0.expectation) }
      if let first = suitable.min(by: { $0.place < $1.place }) { return first.expectation }
    }
    return nil
  }

  private func entries(holding address: IPAddress, _ wideLength: Int) -> [Entry] {
    let length = address.isIPv4 ? wideLength - 96 : wideLength
    return Network(address, length: length).flatMap { entries[$0] } ?? []
  }
}

extension Network {
  /// In bits of the 128-bit form, so that both families sort together.
  fileprivate var wideLength: Int { isIPv4 ? length + 96 : length }
}
