// SPDX-License-Identifier: Apache-2.0

import Events

/// Which expectations make others superfluous.
extension Expectation {
  /// Whether everything that `other` allows is allowed by this one, with the same budget.
  func covers(_ other: Expectation) -> Bool {
    guard maxUpload == other.maxUpload, coversTransport(of: other) else { return false }
    switch (target, other.target) {
    case (.host(let mine), .host(let theirs)): return mine.covers(theirs)
    case (.network(let mine), .network(let theirs)):
      return mine.contains(theirs) && !theirs.isRestricted
    case (.socket(let mine), .socket(let theirs)): return mine.covers(theirs)
    case (.any, .any): return true
    case (.any, _), (.none, _), (.host, _), (.network, _), (.socket, _): return false
    }
  }

  /// Whether this `any` leaves nothing for `other` to add. A host that may be private, one with a
  /// budget, and a collector (which only its name allows) do add something.
  func isBeside(_ other: Expectation) -> Bool {
    guard other.maxUpload == nil, coversTransport(of: other) else { return false }
    switch other.target {
    case .host(let pattern):
      return !pattern.mayBePrivate && Collectors.reason(for: pattern.name) == nil
    case .network(let network):
      return Reach(network.address) == .global && Reach(network.last) == .global
        && network.length > 0
    case .any, .none, .socket: return false
    }
  }

  /// Whether `other` adds nothing beside this one, whatever it is.
  func leavesNothing(for other: Expectation) -> Bool {
    covers(other) || (target == .any && isBeside(other))
  }

  private func coversTransport(of other: Expectation) -> Bool {
    guard protocols.isSuperset(of: other.protocols) else { return false }
    return ports.contains(other.ports.lowerBound) && ports.contains(other.ports.upperBound)
  }
}

extension Network {
  /// Loopback, link-local or metadata: wider ranges do not allow these.
  fileprivate var isRestricted: Bool {
    switch Reach(address) {
    case .metadata, .local: true
    case .group, .privateUse, .global: false
    }
  }
}

extension HostPattern {
  /// Names that are usually given to private addresses.
  fileprivate var mayBePrivate: Bool {
    let privateTops: Set<Substring> = [
      "internal", "local", "localhost", "lan", "home", "corp", "intranet", "private", "test",
      "arpa",
    ]
    let labels = name.split(separator: ".")
    return labels.count < 2 || labels.last.map { privateTops.contains($0) } == true
  }
}
