// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names
internal import Policies

/// What a process said on a connection, against the names under which its address was given. What it
/// said can raise an alert, and makes nothing expected.
///
/// The said name is judged as if a resolver had given it for the address: one that is expected so is no
/// mismatch.
struct SaidJudge {
  let said: SaidName
  /// The name is only that of the front (Encrypted Client Hello).
  let isEncrypted: Bool
  let destination: Destination
  let act: Act

  var verdict: Verdict {
    var verdict = Verdict()
    if isMismatch {
      verdict.fire(
        .nameMismatch,
        because: "it said \(said.name) \(said.place), which is not among its expected endpoints")
      let names = expectedNames.prefix(3).joined(separator: ", ")
      verdict.reasons.append("\(destination.endpoint) is expected as \(names)")
    }
    if isNewCollector, let reason = Collectors.reason(for: said.name) {
      verdict.fire(.knownCollector, because: "it said \(said.name) \(said.place): \(reason)")
    }
    return verdict
  }

  /// What the alert of an address that is not expected gains.
  var note: String {
    if isEncrypted {
      return "its ClientHello is encrypted (ECH): \(said.name) is only the front's name"
    }
    return "it said \(said.name) \(said.place): a claim"
  }

  /// The names by which the address is expected.
  var expectedNames: [String] { act.names.names.filter { rules(under: $0).isEmpty } }

  /// Whether a resolver gave the name for the address.
  var isGiven: Bool { isOwnAddress || !givenAs.isEmpty }

  private var isOwnAddress: Bool { IPAddress(said.name) == destination.endpoint.address }

  /// Whether the address is expected, by the names it was given under or by itself.
  var isExpected: Bool { rules(act.names).isEmpty }

  private var isMismatch: Bool {
    guard !isEncrypted, !isOwnAddress, !act.names.names.isEmpty, isExpected else { return false }
    // Expected whatever its name, or by the name it is an alias of.
    if rules(KnownNames()).isEmpty || givenAs.contains(where: { rules(under: $0).isEmpty }) {
      return false
    }
    return rules(under: said.name).contains { $0 != .knownCollector }
  }

  private var isNewCollector: Bool {
    rules(under: said.name).contains(.knownCollector)
      && !rules(act.names).contains(.knownCollector)
  }

  /// Names that the said one stands for: itself, what it is an alias of, what a search list makes of it.
  private var givenAs: [String] {
    act.names.trusted.filter { record in
      record.name == said.name || record.chain.contains(said.name)
        || record.name.hasPrefix(said.name + ".")
    }.map(\.name)
  }

  /// What would fire if the address had the name only.
  private func rules(under name: String) -> [Rule] {
    guard let address = IPAddress(name) else {
      let record = NameRecord(
        name: name, source: .hosts(mountNamespace: 0), learned: destination.time)
      return rules(KnownNames(trusted: [record]))
    }
    var other = destination
    other.endpoint.address = address
    return rules(KnownNames(), other)
  }

  private func rules(_ names: KnownNames, _ other: Destination? = nil) -> [Rule] {
    var act = act
    act.names = names
    return ReachJudge(other ?? destination, act).verdict.settledRules
  }
}
