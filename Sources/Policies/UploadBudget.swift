// SPDX-License-Identifier: Apache-2.0

import Events

/// How much may be sent to what an entry allows, and within how long.
package struct UploadBudget: Hashable, Sendable {
  /// Counted from the first byte; then it begins anew.
  package enum Window: String, Hashable, Sendable, CaseIterable {
    case minute, hour, day

    /// In a sentence.
    package var words: String {
      switch self {
      case .minute: "a minute"
      case .hour: "an hour"
      case .day: "a day"
      }
    }

    package var nanoseconds: UInt64 {
      switch self {
      case .minute: 60_000_000_000
      case .hour: 3_600_000_000_000
      case .day: 86_400_000_000_000
      }
    }
  }

  package var bytes: UInt64
  package var window: Window

  package init(bytes: UInt64, window: Window = .day) {
    self.bytes = bytes
    self.window = window
  }

  /// `10MB`, or `10MB/hour`; without a window a day. Nil for anything else.
  static func parse(_ text: String) -> UploadBudget? {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let amount = parts.first, let bytes = ByteCount.parse(String(amount)) else { return nil }
    guard parts.count > 1 else { return UploadBudget(bytes: bytes) }
    return Window(rawValue: parts[1].lowercased()).map { UploadBudget(bytes: bytes, window: $0) }
  }
}

/// A budget, and the entry of which it is.
package struct UploadLimit: Hashable, Sendable {
  package var budget: UploadBudget
  /// The entry, in the policy's spelling, and where it stands.
  package var endpoint: String
  package var source: String
}

extension Expectations {
  /// What an expected connection may send; nil without a limit. Of several candidates, the least.
  package func uploadLimit(_ question: Question) -> UploadLimit? {
    hasBudgets ? least { $0.match(question) } : nil
  }

  /// The same of a host whose address is not known.
  package func uploadLimit(name: String, port: UInt16) -> UploadLimit? {
    hasBudgets ? least { $0.match(name: name, port: port, transport: .tcp) } : nil
  }

  private func least(_ match: (ExpectationIndex) -> Expectation?) -> UploadLimit? {
    let limits = lists.compactMap { list -> UploadLimit? in
      guard let found = match(list), let budget = found.maxUpload else { return nil }
      return UploadLimit(
        budget: budget, endpoint: found.text, source: found.origin.description)
    }
    return limits.min { $0.budget.bytes < $1.budget.bytes }
  }
}
