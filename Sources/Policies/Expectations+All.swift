// SPDX-License-Identifier: Apache-2.0

/// Expectations of another make than a policy's.
extension Expectations {
  /// Only what every one of them allows: for a process that may be any of several servers.
  package static func all(of expectations: [Expectations]) -> Expectations {
    guard let first = expectations.first, expectations.count > 1 else {
      return expectations.first ?? .none
    }
    return expectations.dropFirst().reduce(first) { $0.joined(with: $1) }
  }

  /// The expectations of a server that no source describes.
  package static let none = Expectations(lists: [[]], origins: [])

  /// Where an installer downloads from; texts that are no endpoints are left out.
  package static func registry(_ texts: [String]) -> Expectations {
    let list = texts.prefix(128).compactMap { try? Expectation.parse($0, origin: .registry) }
    return Expectations(lists: [list], origins: list.isEmpty ? [] : [.registry])
  }
}
