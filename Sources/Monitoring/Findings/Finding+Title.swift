// SPDX-License-Identifier: Apache-2.0

internal import Events

/// One line for what was found: tried and reached are different words.
extension Finding {
  package var title: String {
    if rule == .localHandoff, let local = target.local { return Self.title(local) }
    return isTried ? rule.triedTitle : rule.title
  }

  /// Nothing shows that what was asked for was reached.
  package var isTried: Bool {
    if rule == .localHandoff, let local = target.local { return local.isReached != true }
    return result?.isFailure == true
  }

  private static func title(_ local: LocalTarget) -> String {
    switch (local.deputy, local.isReached == true) {
    case (.broker, true): Rule.localHandoff.title
    case (.broker, false): Rule.localHandoff.triedTitle
    case (.agent, true): "MCP server connected to an agent that uses credentials for it"
    case (.agent, false): "MCP server tried to connect to an agent that uses credentials for it"
    case (.process, true): "MCP server connected to a local process that is not its own"
    case (.process, false): "MCP server tried to connect to a local process that is not its own"
    }
  }
}

extension FlowEnd.Result {
  /// Nothing was reached.
  fileprivate var isFailure: Bool {
    switch self {
    case .unknown, .established: false
    case .refused, .timedOut, .unreachable, .abandoned: true
    }
  }
}

extension Rule {
  /// The title of an act that led nowhere.
  fileprivate var triedTitle: String {
    switch self {
    case .unexpectedDestination: "MCP server tried to reach an unexpected destination"
    case .unexpectedResolver:
      "MCP server tried to use a resolver that this machine does not use"
    case .addressWithoutName:
      "MCP server tried to reach an address that no name was resolved to"
    case .knownCollector: "MCP server tried to reach a host that attacks use to collect data"
    case .metadataAccess: "MCP server tried to reach a cloud metadata service"
    case .installEgress:
      "Installation of an MCP server tried to reach an unexpected destination"
    case .destinationSwapped: "MCP server asked for one destination and tried to reach another"
    case .localHandoff: "MCP server tried to connect to a local broker that acts for it"
    case .localDestination: "MCP server tried to reach an unexpected local destination"
    case .newVersionHost:
      "A new version of an MCP server tried to reach a host that no earlier one did"
    case .noExpectations:
      "An MCP server without expectations tried to reach a new endpoint"
    case .unexpectedName, .dnsTunnel, .nameMismatch, .inboundClient, .unlistedServer,
      .libraryHabit, .installerRun, .uploadOverBudget, .packageChanged, .scan, .configChanged,
      .configUnread:
      title
    }
  }
}
