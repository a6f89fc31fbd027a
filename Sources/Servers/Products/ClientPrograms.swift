// SPDX-License-Identifier: Apache-2.0

package import Events

/// The products among the ancestors of a process.
///
/// The names of some clients are ordinary words that other programs have for theirs (`pi`, `cn`,
/// `agy`, `kilo`): a `Product`'s `words`. Such a word counts for the program itself alone, never as an
/// argument (`man pi`), and where a client changes what is thought of a server below it, only for a
/// script or in a folder of the product's own. Without either it counts where the next sign is asked for
/// anyhow: a server of no list that says so and speaks on pipes, and the lists of the directory that the
/// program works in.
package enum ClientPrograms {
  /// The products of all ancestors, by the base names of their executables and scripts.
  package static func clients(of ancestors: [Exec]) -> Set<String> {
    var clients: Set<String> = []
    for ancestor in ancestors.prefix(16) {
      for word in [ancestor.executable, ancestor.file] + ancestor.arguments.prefix(2) {
        clients.formUnion(byProgram[CommandLineText.baseName(word)] ?? [])
        clients.formUnion(byPath(word))
      }
      if let script = script(of: ancestor) {
        clients.formUnion(byWord[CommandLineText.baseName(script)] ?? [])
      }
    }
    return clients
  }

  /// What an interpreter was given to run.
  private static func script(of exec: Exec) -> String? {
    guard let first = exec.arguments.first,
      GenericProgram.isInterpreter(CommandLineText.baseName(first))
    else { return nil }
    return exec.arguments.dropFirst().first
  }

  /// Whether the product runs as a program of its own: an extension runs in its editor.
  static func hasOne(_ product: String) -> Bool { owners.contains(product) }

  private static let owners = Set(byProgram.values.joined()).union(byWord.values.joined())

  /// The products of the nearest ancestor that is a product.
  static func nearest(of ancestors: [Exec]) -> Set<String> {
    for ancestor in ancestors.prefix(16) {
      let found = clients(of: [ancestor])
      if !found.isEmpty { return found }
    }
    return []
  }

  /// The product of one program, by its executable, the file that was started, or the script of an
  /// interpreter; never by its arguments.
  package static func product(of exec: Exec) -> String? {
    let words = [exec.executable, exec.file, script(of: exec) ?? exec.arguments.first ?? ""]
    return words.lazy.compactMap { product(named: $0) }.first
  }

  /// The product that has a program of this path or name.
  static func product(named word: String) -> String? {
    if word.isEmpty { return nil }
    let name = CommandLineText.baseName(word)
    return byProgram[name]?.first ?? byPath(word).first ?? byWord[name]?.first
  }

  /// Base names of the programs of all products.
  static let programs = Set(byProgram.keys).union(byWord.keys)

  private static let byProgram: [String: [String]] = Dictionary(
    Products.all.flatMap { product in product.programs.map { ($0, [product.name]) } },
    uniquingKeysWith: +)

  private static let byWord: [String: [String]] = Dictionary(
    Products.all.flatMap { product in product.words.map { ($0, [product.name]) } },
    uniquingKeysWith: +)

  /// The parts of `paths` begin and end with a slash, so only the path's slashes are looked at.
  private static func byPath(_ path: String) -> [String] {
    let bytes = Array(path.utf8)
    let slashes = bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") }
    if slashes.count < 2 { return [] }
    return paths.filter { path in
      slashes.contains { bytes[$0...].starts(with: path.part) }
    }.map(\.product)
  }

  /// Products that run in node: on the far side of a remote session, or installed from npm.
  private static let paths: [(part: [UInt8], product: String)] = [
    ("/.vscode-server/", "VS Code"), ("/.vscode-server-insiders/", "VS Code Insiders"),
    ("/.vscodium-server/", "VSCodium"), ("/.cursor-server/", "Cursor"),
    ("/.windsurf-server/", "Windsurf"), ("/@anthropic-ai/claude-code/", "Claude Code"),
    ("/.local/share/claude/versions/", "Claude Code"), ("/@openai/codex/", "Codex"),
    ("/@google/gemini-cli/", "Gemini CLI"), ("/@qwen-code/qwen-code/", "Qwen Code"),
    ("/@github/copilot/", "GitHub Copilot CLI"), ("/opencode-ai/", "opencode"),
    ("/.local/share/cursor-agent/", "Cursor"), ("/@continuedev/cli/", "Continue"),
    ("/@kilocode/cli/", "Kilo"), ("/node_modules/cline/", "Cline"),
    ("/@iflow-ai/iflow-cli/", "iFlow"), ("/@mariozechner/pi-coding-agent/", "Pi"),
    ("/@earendil-works/pi-coding-agent/", "Pi"), ("/@oh-my-pi/", "oh-my-pi"),
    ("/node_modules/openclaw/", "OpenClaw"), ("/node_modules/mcporter/", "mcporter"),
    ("/node_modules/mcp-hub/", "mcphub.nvim"), ("/.hermes/hermes-agent/", "Hermes"),
  ].map { (part: Array($0.0.utf8), product: $0.1) }
}
