// SPDX-License-Identifier: Apache-2.0

package import Events

/// A command that fetches code and installs or runs it: no business of a server that serves.
package enum InstallerCommand {
  /// What it is, in the words of the command that say so; nil for any other command.
  package static func words(of exec: Exec) -> String? {
    CommandViews(exec).views.prefix(8).lazy.compactMap { words(of: Array($0.prefix(64))) }.first
  }

  private static func words(of words: [String]) -> String? {
    guard let first = words.first else { return nil }
    let name = CommandLineText.baseName(first)
    let rest = words.dropFirst()
    if LaunchReader.isPython(name) { return module(rest) }
    if shells.contains(name) { return rest.contains(where: pipesDownload) ? piped : nil }
    if starters.contains(name) { return name }
    let program = programs[name] ?? (name.hasPrefix("pip3") ? pip : nil)
    return program.flatMap { verb(rest, of: $0, after: name) }
  }

  /// `python -m pip install`.
  private static func module(_ words: ArraySlice<String>) -> String? {
    guard let flag = words.firstIndex(of: "-m"), flag + 1 < words.endIndex,
      ["pip", "uv", "pipx"].contains(words[flag + 1]), let program = programs[words[flag + 1]]
    else { return nil }
    return verb(words[(flag + 2)...], of: program, after: words[flag + 1])
  }

  /// The subcommand that installs, with the one before it: `uv pip install`.
  private static func verb(
    _ words: ArraySlice<String>, of verbs: Set<String>, after name: String
  ) -> String? {
    let plain = words.filter { !$0.hasPrefix("-") }.prefix(2)
    guard let first = plain.first else { return nil }
    if verbs.contains(first) { return "\(name) \(first)" }
    guard plain.count == 2, let second = plain.last, verbs.contains("\(first) \(second)") else {
      return nil
    }
    return "\(name) \(first) \(second)"
  }

  private static let piped = "a download that is piped into an interpreter"

  /// `curl … | sh`
  private static func pipesDownload(_ text: String) -> Bool {
    let parts = text.prefix(4_096).split(separator: "|", maxSplits: 16)
    guard parts.count > 1 else { return false }
    let programs = parts.map { part in
      part.split(separator: " ").first { $0 != "sudo" && !$0.contains("=") }.map {
        CommandLineText.baseName(String($0))
      } ?? ""
    }
    guard let source = programs.firstIndex(where: { downloaders.contains($0) }) else {
      return parts.first.map(holdsDownload) == true
        && programs.dropFirst().contains(where: isRunner)
    }
    return programs[(source + 1)...].contains(where: isRunner)
  }

  /// `cd /tmp && curl …`
  private static func holdsDownload(_ part: Substring) -> Bool {
    part.split(separator: " ").contains {
      downloaders.contains(CommandLineText.baseName(String($0)))
    }
  }

  private static func isRunner(_ name: String) -> Bool {
    shells.contains(name) || LaunchReader.isPython(name) || ["node", "perl", "ruby"].contains(name)
  }

  private static let downloaders: Set<String> = ["curl", "wget", "wget2"]
  private static let shells: Set<String> = ["sh", "bash", "dash", "zsh", "ash", "ksh"]
  private static let starters: Set<String> = ["npx", "bunx", "pnpx", "uvx"]
  private static let npm: Set<String> = [
    "install", "i", "ci", "add", "update", "upgrade", "exec", "x", "dlx", "create",
  ]
  private static let pip: Set<String> = ["install", "download", "wheel"]
  private static let system: Set<String> = ["install", "add", "upgrade"]

  private static let programs: [String: Set<String>] = [
    "npm": npm, "pnpm": npm, "yarn": npm, "bun": npm, "pip": pip, "pip3": pip,
    "uv": [
      "pip install", "pip sync", "add", "sync", "x", "tool install", "tool run", "tool upgrade",
      "python install",
    ],
    "pipx": ["install", "run", "upgrade", "inject"], "cargo": ["install"],
    "go": ["install", "get"], "gem": ["install"], "apt": system, "apt-get": system, "dnf": system,
    "yum": system, "apk": system, "brew": system, "conda": ["install", "create"],
  ]
}
