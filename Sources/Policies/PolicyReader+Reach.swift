// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// What is legal and probably not meant: too broad, or without effect.
extension PolicyReader {
  mutating func checkBreadth(_ expectation: Expectation, _ place: Place) {
    switch expectation.target {
    case .any:
      warning(
        place,
        "`any` allows every public address, an attacker's too; list the hosts if they are known")
    case .host(let pattern): checkPlatform(pattern, place)
    case .network(let network) where network.length == 0:
      warning(
        place,
        "\(ShownText.quoted(expectation.text)) is every address, private ranges too; write the "
          + "networks, or `any` for the public ones")
    case .socket(let pattern): checkOpen(pattern, place)
    case .network, .none: break
    }
  }

  private mutating func checkOpen(_ pattern: SocketPattern, _ place: Place) {
    guard pattern.isWildcard, pattern.isOpen else { return }
    warning(
      place,
      "`unix:\(pattern.name)` covers names that any process of this machine may take; name the "
        + "sockets that are meant")
  }

  private mutating func checkPlatform(_ pattern: HostPattern, _ place: Place) {
    guard pattern.isWildcard, let platform = SharedPlatforms.platform(pattern.name) else { return }
    warning(
      place,
      "`\(pattern)` covers a shared platform: anyone can have a name under \(platform), an "
        + "attacker too; name the hosts that are yours")
  }

  /// Entries that cannot matter, because of one that stands before them or beside them.
  mutating func checkReach(_ entries: [(Expectation, Place)]) {
    checkNone(entries)
    for (index, (expectation, place)) in entries.enumerated() where expectation.target != .none {
      let cover = entries[..<index].first { $0.0.covers(expectation) }
      if let cover {
        warning(
          place,
          "\(ShownText.quoted(expectation.text)) is never reached: \(ShownText.quoted(cover.0.text)) on "
            + "line \(cover.1.line) covers it; remove one of the two")
      } else {
        checkBesideAny(expectation, place, entries)
      }
    }
  }

  private mutating func checkNone(_ entries: [(Expectation, Place)]) {
    guard entries.count > 1, let none = entries.first(where: { $0.0.target == .none }) else {
      return
    }
    error(none.1, "`none` stands beside other entries and says the opposite; keep one or the other")
  }

  private mutating func checkBesideAny(
    _ expectation: Expectation, _ place: Place, _ entries: [(Expectation, Place)]
  ) {
    guard let any = entries.first(where: { $0.0.target == .any && $0.0.isBeside(expectation) })
    else { return }
    warning(
      place,
      "\(ShownText.quoted(expectation.text)) adds nothing: `any` on line \(any.1.line) covers it; "
        + "remove one of the two")
  }
}
