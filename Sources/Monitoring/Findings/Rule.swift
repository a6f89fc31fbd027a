// SPDX-License-Identifier: Apache-2.0

/// The rules, by the identifiers of the alert contract.
package enum Rule: String, Hashable, Sendable, CaseIterable {
  case unexpectedDestination = "unexpected-destination"
  case unexpectedName = "unexpected-name"
  case dnsTunnel = "dns-tunnel"
  case unexpectedResolver = "unexpected-resolver"
  case nameMismatch = "name-mismatch"
  case addressWithoutName = "address-without-name"
  case knownCollector = "known-collector"
  case metadataAccess = "metadata-access"
  case installEgress = "install-egress"
  case destinationSwapped = "destination-swapped"
  case localHandoff = "local-handoff"
  case localDestination = "local-destination"
  case inboundClient = "inbound-client"
  case unlistedServer = "unlisted-server"
  case uploadOverBudget = "upload-over-budget"
  case noExpectations = "no-expectations"
  case libraryHabit = "library-habit"
  case installerRun = "installer-run"
  case packageChanged = "package-changed"
  case newVersionHost = "new-version-host"
  case scan
  case configChanged = "config-changed"
  case configUnread = "config-unread"

  /// Whether something fires it; the others are in the contract and come later. The documents say
  /// which, and `RuleTableTests` compares them with the sources.
  package var isBuilt: Bool {
    switch self {
    case .uploadOverBudget, .unexpectedDestination, .unexpectedName, .nameMismatch, .dnsTunnel,
      .unexpectedResolver,
      .addressWithoutName, .knownCollector,
      .metadataAccess, .installEgress, .destinationSwapped, .localHandoff, .localDestination,
      .inboundClient, .unlistedServer, .noExpectations, .libraryHabit, .installerRun,
      .packageChanged, .newVersionHost, .scan, .configChanged, .configUnread:
      true
    }
  }

  package var severity: Severity {
    switch self {
    case .destinationSwapped: .critical
    case .unexpectedDestination, .dnsTunnel, .unexpectedResolver, .nameMismatch, .knownCollector,
      .metadataAccess, .installEgress, .uploadOverBudget, .scan:
      .high
    case .unexpectedName, .addressWithoutName, .localHandoff, .unlistedServer, .installerRun,
      .newVersionHost, .configUnread:
      .medium
    case .localDestination, .inboundClient, .noExpectations, .libraryHabit, .packageChanged,
      .configChanged:
      .low
    }
  }

  /// One line for a title.
  package var title: String {
    switch self {
    case .unexpectedDestination: "MCP server reached an unexpected destination"
    case .unexpectedName: "MCP server asked for an unexpected name"
    case .dnsTunnel: "MCP server carries data in DNS queries"
    case .unexpectedResolver: "MCP server used a resolver that this machine does not use"
    case .nameMismatch: "MCP server named another host than its address is expected as"
    case .addressWithoutName: "MCP server reached an address that no name was resolved to"
    case .knownCollector: "MCP server reached a host that attacks use to collect data"
    case .metadataAccess: "MCP server reached a cloud metadata service"
    case .installEgress: "Installation of an MCP server reached an unexpected destination"
    case .destinationSwapped: "MCP server asked for one destination and reached another"
    case .localHandoff: "MCP server connected to a local broker that acts for it"
    case .localDestination: "MCP server reached an unexpected local destination"
    case .inboundClient: "Another machine connected to an MCP server"
    case .unlistedServer: "An MCP server runs that no configuration lists"
    case .uploadOverBudget: "MCP server sent more than its upload budget"
    case .noExpectations: "An MCP server without expectations reached a new endpoint"
    case .libraryHabit: "A library of an MCP server reached what it uses by itself"
    case .installerRun: "MCP server ran an installer while it serves"
    case .packageChanged: "The code of an MCP server is another than at its last start"
    case .newVersionHost: "A new version of an MCP server reached a host that no earlier one did"
    case .scan: "MCP server reached many ports or hosts"
    case .configChanged: "The server list of an MCP client changed"
    case .configUnread: "The server list of an MCP client could not be read whole"
    }
  }
}
