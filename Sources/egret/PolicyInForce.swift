// SPDX-License-Identifier: Apache-2.0

import Kernel
import Policies

/// A policy to judge by, and where it came from.
struct PolicyInForce: Sendable {
  let policy: Policy
  /// The policy's file; `built-in` if there is none.
  let name: String
  /// SHA-256 of the policy's text, in hexadecimal; empty if there is none.
  let digest: String
  /// Diagnostics that stop nothing.
  let warnings: [Diagnostic]

  /// The default file and folder may be missing; what is named may not. Throws if the policy cannot be used.
  /// Without a parser it is parsed in this process.
  init(path: String?, parser: ParserKeeper? = nil) throws(PolicyFileError) {
    guard let source = try Self.source(path, parser) else {
      self.init(policy: Policy(), name: "built-in", digest: "", warnings: [])
      return
    }
    guard let policy = source.reading.policy else {
      throw .broken(path: source.name, source.reading.diagnostics)
    }
    let resolved = policy.runs.isEmpty ? policy : policy.resolved { Accounts.user(named: $0) }
    self.init(
      policy: resolved, name: source.name, digest: source.digest,
      warnings: source.reading.diagnostics + resolved.unknownUsers
        + resolved.endedSuppressions(on: Self.today))
  }

  /// A policy to compare with: `none` is what counts where there is no file.
  init(replaying path: String) throws(PolicyFileError) {
    if path == "none" {
      self.init(policy: Policy(), name: "built-in", digest: "", warnings: [])
    } else {
      try self.init(path: path)
    }
  }

  private static func source(
    _ path: String?, _ parser: ParserKeeper?
  ) throws(PolicyFileError) -> PolicySource? {
    guard let path else { return try PolicySource.ofDefaults(parser: parser) }
    return try PolicySource(path: path, parser: parser)
  }

  /// Whole days since 1970, UTC.
  static var today: Int {
    Int((Clock.realtimeOffset() &+ Clock.boottime()) / 86_400_000_000_000)
  }

  init(policy: Policy, name: String, digest: String, warnings: [Diagnostic]) {
    self.policy = policy
    self.name = name
    self.digest = digest
    self.warnings = warnings
  }
}
