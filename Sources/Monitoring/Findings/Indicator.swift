// SPDX-License-Identifier: Apache-2.0

/// What makes an act of a server that nothing describes look worse than an ordinary first contact.
///
/// What cannot be known without asking somebody (the age of a domain, its country) is no indicator. The
/// table of docs/policy.md is this one; a test compares them.
package enum Indicator: String, Hashable, Sendable, CaseIterable {
  case knownCollector = "known-collector"
  case addressWithoutName = "address-without-name"
  case transferTool = "transfer-tool"
  case nameUnknown = "name-unknown"
  case beforeFirstMessage = "before-first-message"
  case helperProcess = "helper-process"
  case sharedHosting = "shared-hosting"
  case credentials
  case undocumented

  package var weight: Int {
    switch self {
    case .knownCollector: 3
    case .addressWithoutName, .transferTool: 2
    case .nameUnknown, .beforeFirstMessage, .helperProcess, .sharedHosting, .credentials,
      .undocumented:
      1
    }
  }

  /// How bad a first contact with these indicators looks: by the sum of their weights.
  package static func severity(of indicators: [Indicator]) -> Severity {
    switch indicators.reduce(0, { $0 + $1.weight }) {
    case ...1: .low
    case 2: .medium
    default: .high
    }
  }

  /// A part of a sentence about the server.
  package var words: String {
    switch self {
    case .knownCollector: "to a host that attacks use to collect data"
    case .addressWithoutName: "to a public address that no name was resolved to"
    case .transferTool: "by a program that copies data or runs commands, which is no part of it"
    case .nameUnknown: "to a public address whose name may have been missed"
    case .beforeFirstMessage: "before its first message"
    case .helperProcess: "by a program that is no part of it"
    case .sharedHosting: "to a platform where anyone can have a host"
    case .credentials: "with credentials at hand"
    case .undocumented: "to a host that its package does not name and no other server of it uses"
    }
  }
}
