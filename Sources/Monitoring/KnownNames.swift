// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names

/// What is known of an address's names, as one server may rely on it.
struct KnownNames: Sendable {
  /// Names that a trusted resolver or the hosts file gave, the last learned first.
  var trusted: [NameRecord] = []
  /// Names that another resolver gave: they raise an alarm and silence none.
  var doubtful: [NameRecord] = []

  var names: [String] { Self.unique(trusted.map(\.name)) }

  /// Without doubles, order kept.
  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
