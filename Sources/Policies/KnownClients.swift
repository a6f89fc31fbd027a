// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// The products whose configurations Egret reads, by name.
package struct KnownClients: Hashable, Sendable {
  private let names: [String]

  /// Where none are given, every name may be one.
  package init(_ names: [String] = []) { self.names = names }

  /// Why a name is no client's, and what was probably meant; nil for one that is.
  func fault(of name: String) -> String? {
    let lower = name.lowercased()
    guard !names.isEmpty, !names.contains(where: { $0.lowercased() == lower }) else { return nil }
    let guess =
      names.first { Self.letters($0) == Self.letters(name) }
      ?? Spelling.nearest(to: name, among: names)
    let advice =
      guess.map { "; did you mean `\($0)`?" }
      ?? "; `egret servers` shows the clients of this machine (known: \(names.joined(separator: ", ")))"
    return "no client that Egret reads is called \(ShownText.quoted(name))\(advice)"
  }

  /// `ClaudeCode`, `claude-code` and `Claude Code` alike.
  private static func letters(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }
}
