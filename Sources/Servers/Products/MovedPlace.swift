// SPDX-License-Identifier: Apache-2.0

/// Variables of a client's environment that move its configuration elsewhere.
package enum MovedPlace {
  /// Names of the variables. Nothing else of an environment is worth a look.
  package static let variables: Set<String> = Set(moves.keys)

  /// Where the place is below the directory that the variable names; nil if the variable does not
  /// move it.
  package static func pattern(
    of place: ConfigurationPlace, of product: Product, by variable: String
  ) -> String? {
    guard let move = moves[variable], place.root == move.root,
      move.product == nil || move.product == product.name, place.pattern.hasPrefix(move.prefix)
    else { return nil }
    return String(place.pattern.dropFirst(move.prefix.count))
  }

  private struct Move {
    var root: ConfigurationPlace.Root
    /// What the directory stands for below the root.
    var prefix = ""
    /// nil for every product.
    var product: String?
  }

  private static let moves: [String: Move] = [
    "XDG_CONFIG_HOME": Move(root: .config),
    "XDG_DATA_HOME": Move(root: .data),
    "XDG_STATE_HOME": Move(root: .state),
    "CLAUDE_CONFIG_DIR": Move(root: .home, prefix: ".claude/", product: "Claude Code"),
    "CODEX_HOME": Move(root: .home, prefix: ".codex/", product: "Codex"),
    "COPILOT_HOME": Move(root: .home, prefix: ".copilot/", product: "GitHub Copilot CLI"),
    "OPENCODE_CONFIG_DIR": Move(root: .config, prefix: "opencode/", product: "opencode"),
  ]
}
