// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names

/// What is known of an address's names, as one server may rely on it.
struct KnownNames: Sendable {
  /// Names that a trusted resolver or the hosts file gave, the last learned first.
  let trusted: [NameRecord]
  /// Names that another resolver gave: they raise an alarm and silence none.
  let doubtful: [NameRecord]
  /// Names that counted once and do no more.
  let past: [NameRecord]
  /// Names that others were given for the address: hints, and no names of this server's.
  let others: [NameRecord]
  /// The trusted names without repeats.
  let names: [String]
  /// Whether every name the server could know the address by was seen.
  let isComplete: Bool
  /// The address is a resolver of the server's own, asked as one.
  let isOwnResolver: Bool
  /// The address is a resolver by a file alone that the server itself could have written.
  let isClaimedResolver: Bool
  /// The trusted names are what the machine's resolver daemons were told.
  let isOfMachine: Bool

  init(
    trusted: [NameRecord] = [], doubtful: [NameRecord] = [], past: [NameRecord] = [],
    others: [NameRecord] = [], isComplete: Bool = true,
    isOwnResolver: Bool = false, isClaimedResolver: Bool = false, isOfMachine: Bool = false
  ) {
    self.trusted = trusted
    self.doubtful = doubtful
    self.past = past
    self.others = others
    self.isComplete = isComplete
    self.isOwnResolver = isOwnResolver
    self.isClaimedResolver = isClaimedResolver
    self.isOfMachine = isOfMachine
    names = Self.unique(trusted.map(\.name))
  }

  /// The same, and those of these names are shown first.
  func showing(_ first: [String]) -> KnownNames {
    let isFirst = { (record: NameRecord) in first.contains(record.name) }
    return KnownNames(
      trusted: trusted.filter(isFirst) + trusted.filter { !isFirst($0) }, doubtful: doubtful,
      past: past, others: others, isComplete: isComplete, isOwnResolver: isOwnResolver,
      isClaimedResolver: isClaimedResolver, isOfMachine: isOfMachine)
  }

  private static func unique(_ names: [String]) -> [String] {
    if names.count < 2 { return names }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
