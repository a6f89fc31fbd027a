// SPDX-License-Identifier: Apache-2.0

/// For whom names are looked up: one server instance, its programs and what it may rely on.
package struct NameViewer {
  package enum Asker: Hashable, Sendable {
    /// One of the server's own programs.
    case own
    /// One of the machine's resolver daemons, which ask for everybody.
    case machine
    /// Another server, or another process.
    case other
  }

  package var asker: (NameAsker) -> Asker
  /// Whether the source counts: a resolver that the machine uses, the machine's hosts file.
  package var trusts: (NameRecord) -> Bool

  package init(asker: @escaping (NameAsker) -> Asker, trusts: @escaping (NameRecord) -> Bool) {
    self.asker = asker
    self.trusts = trusts
  }
}
