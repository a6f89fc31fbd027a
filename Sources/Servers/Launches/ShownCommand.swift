// SPDX-License-Identifier: Apache-2.0

/// A command line fit to be shown: no control characters, and nothing that looks like a credential.
package enum ShownCommand {
  package static func words(_ words: [String]) -> [String] {
    var isSecret = false
    return words.prefix(ConfigurationLimits.arguments).map { word in
      defer { isSecret = isSecretFlag(word) && !word.contains("=") }
      if isSecret, !word.hasPrefix("-"), !isVariable(word) { return "…" }
      return ShownText.escaped(shown(word), limit: 300)
    }
  }

  /// The words with blanks between, quoted where they hold one.
  package static func line(_ command: [String]) -> String {
    words(command).map { $0.contains(" ") || $0.isEmpty ? "'\($0)'" : $0 }.joined(separator: " ")
  }

  private static func shown(_ word: String) -> String {
    guard word.utf8.count <= 16_384 else { return "…" }
    if word.contains(" ") { return sentence(word) }
    if word.contains("://") { return address(word) }
    if let equals = word.firstIndex(of: "="), equals != word.startIndex {
      let name = String(word[..<equals])
      let value = String(word[word.index(after: equals)...])
      let isHidden = isSecretFlag(name) || isVariableName(name) || looksSecret(value)
      return isHidden && !isVariable(value) && !value.isEmpty ? name + "=…" : word
    }
    return looksSecret(word) ? "…" : word
  }

  /// A whole command in one word, or a header.
  private static func sentence(_ text: String) -> String {
    let lowered = text.lowercased()
    if let colon = text.firstIndex(of: ":"), text[..<colon].allSatisfy({ $0.isLetter || $0 == "-" })
    {
      return text[..<colon] + ": …"
    }
    if lowered.contains("bearer ") || lowered.contains("basic ") { return "…" }
    let parts = text.split(separator: " ", maxSplits: 500, omittingEmptySubsequences: false)
    return words(parts.map(String.init)).joined(separator: " ")
  }

  /// Scheme, host and path; what stands before the scheme (`--url=`) stays.
  private static func address(_ word: String) -> String {
    guard let mark = word.firstRange(of: "://") else { return "…" }
    let before = word[..<mark.lowerBound]
    let start = before.lastIndex { $0 == "=" }.map { word.index(after: $0) } ?? word.startIndex
    let prefix = word[..<start]
    if word[start...].hasPrefix("git+"), let spec = PackageSpec.pypi(String(word[start...])) {
      return prefix + "git+https://" + spec.name + (spec.version.map { "@" + $0 } ?? "")
    }
    return prefix + (RemoteURL.kept(String(word[start...])) ?? "…")
  }

  private static func isSecretFlag(_ word: String) -> Bool {
    guard word.hasPrefix("-") || isVariableName(word), word.utf8.count <= 100 else { return false }
    let lowered = word.lowercased()
    return ["key", "token", "secret", "passw", "credential", "auth", "bearer", "cookie"]
      .contains { lowered.contains($0) } || lowered.hasSuffix("-pat") || lowered == "--pw"
  }

  private static func isVariableName(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy {
        (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
      }
  }

  /// Still a variable: there is nothing to hide, and the name helps.
  private static func isVariable(_ text: String) -> Bool {
    (text.hasPrefix("${") || text.hasPrefix("{env:")) && text.hasSuffix("}")
  }

  private static let prefixes = [
    "sk-", "sk_", "pk_", "rk_", "ghp_", "gho_", "ghs_", "ghu_", "github_pat_", "glpat-", "xoxb-",
    "xoxp-", "xapp-", "AKIA", "ASIA", "AIza", "eyJ", "npm_", "hf_", "pypi-", "dop_v1_", "SG.",
    "ntn_", "secret_", "lin_api_", "figd_", "shpat_",
  ]

  /// A known form of token, or 24 characters and more with letters and digits and no path or dot.
  private static func looksSecret(_ word: String) -> Bool {
    if word.utf8.count >= 12, prefixes.contains(where: { word.hasPrefix($0) }) { return true }
    guard word.utf8.count >= 24, !word.hasPrefix("-"), !word.hasPrefix("@") else { return false }
    let isPlain = word.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || [0x2B, 0x2D, 0x3D, 0x5F].contains($0)
    }
    return isPlain && word.utf8.count { (0x30...0x39).contains($0) } >= 4
  }
}
