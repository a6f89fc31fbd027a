// SPDX-License-Identifier: Apache-2.0

internal import Events

/// An ordinary contact as one of all that its server made within a day.
extension Finding {
  /// Whether it is ordinary: nothing but that no source describes what was reached, or that a library does
  /// so by itself. What looks worse has an alert of its own.
  package var isOrdinaryContact: Bool {
    contacts == nil && scan == nil && severity == .low
      && (rules == [.noExpectations] || rules == [.libraryHabit])
  }

  /// As a list of hosts names it.
  package var contactedHost: String? {
    let port = target.endpoint?.port ?? target.namedPort
    if let name = target.hostname {
      return port == 443 || port == nil ? name : "\(name):\(port ?? 0)"
    }
    return target.endpoint?.description
  }

  package func grown(into contacts: ContactSummary) -> Finding {
    var finding = self
    let use = library == nil ? "it uses" : "its libraries use by themselves"
    finding.reasons.insert("\(use) \(contacts.text)", at: 0)
    finding.contacts = contacts
    finding.incident = nil
    return finding
  }
}
