// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names

/// What is known of an address's names, as one server may rely on it.
struct KnownNames: Sendable {
  /// Names that a trusted resolver or the hosts file gave, the last learned first.
  let trusted: [NameRecord]
  /// Names that another resolver gave: they raise an alarm and silence none.
  let doubtful: [NameRecord]
  /// The trusted names without repeats.
  let names: [String]
  /// Whether every name the server could know the address by was seen.
  let isComplete: Bool
  /// The address is a resolver of the server's own, asked as one.
  let isOwnResolver: Bool

  init(
    trusted: [NameRecord] = [], doubtful: [NameRecord] = [], isComplete: Bool = true,
    isOwnResolver: Bool = false
  ) {
    self.trusted = trusted
    self.doubtful = doubtful
    self.isComplete = isComplete
    self.isOwnResolver = isOwnResolver
    names = Self.unique(trusted.map(\.name))
  }

  private static func unique(_ names: [String]) -> [String] {
    if names.count < 2 { return names }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
