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

  /// The default file may be missing; a named one may not. Throws if the policy cannot be used.
  init(path: String?) throws(PolicyFileError) {
    let file = PolicyFile(path: path ?? PolicyFile.defaultPath)
    if path == nil, !file.exists {
      self.init(policy: Policy(), name: "built-in", digest: "", warnings: [])
      return
    }
    let contents = try file.read()
    guard let policy = contents.reading.policy else {
      throw .broken(path: file.path, contents.reading.diagnostics)
    }
    let resolved = policy.runs.isEmpty ? policy : policy.resolved { Accounts.user(named: $0) }
    self.init(
      policy: resolved, name: file.path, digest: contents.digest,
      warnings: contents.reading.diagnostics + resolved.unknownUsers)
  }

  init(policy: Policy, name: String, digest: String, warnings: [Diagnostic]) {
    self.policy = policy
    self.name = name
    self.digest = digest
    self.warnings = warnings
  }
}
