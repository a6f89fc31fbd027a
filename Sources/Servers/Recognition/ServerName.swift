// SPDX-License-Identifier: Apache-2.0

/// Whether a package, an executable, a module or a script calls itself an MCP server.
///
/// `mcp` must be a word of its own, or begin or end one (`mcpserver`, `fastmcp`).
enum ServerName {
  static func says(_ name: String) -> Bool {
    let lowered = name.prefix(256).lowercased()
    if lowered.contains("modelcontextprotocol") { return true }
    let words = lowered.split { !$0.isLetter && !$0.isNumber }
    guard !words.contains(where: { tests.contains(String($0)) }) else { return false }
    return words.contains { $0.hasPrefix("mcp") || $0.hasSuffix("mcp") }
  }

  /// A package that a launcher starts. Tools that only make, test or install servers are none.
  static func isServer(_ package: PackageSpec, arguments: [String]) -> Bool {
    let name = package.name.lowercased()
    if tools.contains(name) || makers.contains(where: package.program.lowercased().hasPrefix) {
      return false
    }
    if name == "@smithery/cli" { return arguments.first == "run" }
    return says(name) || arguments.first.map(isSubcommand) == true
  }

  /// The name of a script's package or folder if that name, or the script's own, says so.
  static func ofScript(_ path: String) -> String? {
    var parts = path.split(separator: "/").suffix(24).map(String.init)
    if let place = parts.lastIndex(where: { folders.contains($0) }) {
      return ofInstalled(Array(parts[(place + 1)...]))
    }
    guard let file = parts.popLast() else { return nil }
    let stem = String(file.prefix { $0 != "." })
    if says(stem) { return file.contains(".test.") || file.contains(".spec.") ? nil : stem }
    guard generic.contains(stem.lowercased()) else { return nil }
    // The nearest folder that names anything: `…/my-mcp/dist/index.js`.
    guard let folder = parts.last(where: { !generic.contains($0.lowercased()) }), says(folder)
    else {
      return nil
    }
    return folder
  }

  /// Below node_modules or site-packages only the package's own name and the program's count.
  private static func ofInstalled(_ parts: [String]) -> String? {
    guard let first = parts.first, let last = parts.last else { return nil }
    if first == ".bin" { return says(last) && !isTool(last) ? last : nil }
    let name = first.hasPrefix("@") ? parts.prefix(2).joined(separator: "/") : first
    guard says(name), !tools.contains(name.lowercased()) else { return nil }
    return name
  }

  /// The package below node_modules or site-packages, else the script's name, or its folder's if
  /// the script has a usual name: `…/weather/dist/index.js` is `weather`.
  static func package(ofScript path: String) -> String? {
    var parts = path.split(separator: "/").suffix(24).map(String.init)
    if let place = parts.lastIndex(where: { folders.contains($0) }) {
      let inside = Array(parts[(place + 1)...])
      guard let first = inside.first else { return nil }
      if first == ".bin" { return inside.last }
      return first.hasPrefix("@") ? inside.prefix(2).joined(separator: "/") : first
    }
    guard let file = parts.popLast(), let stem = file.split(separator: ".").first else {
      return nil
    }
    guard generic.contains(stem.lowercased()) else { return file }
    let place = parts.lastIndex { !generic.contains($0.lowercased()) && $0 != "." && $0 != ".." }
    guard let place, !system.contains(parts[place]), place == 0 || parts[place - 1] != "home" else {
      return file
    }
    return parts[place]
  }

  /// Folders that name no package.
  private static let system: Set<String> = [
    "opt", "srv", "usr", "local", "tmp", "var", "etc", "root", "home", "share", "libexec",
  ]

  /// Whether a command serves MCP: `github-cli mcp`, `program mcp-server`.
  static func isSubcommand(_ word: String) -> Bool {
    ["mcp", "mcp-server", "mcp_server", "mcpserver"].contains(word.lowercased())
  }

  /// Clients have an `mcp` command for their own lists too: only the one that serves counts.
  static func isServeCommand(_ words: ArraySlice<String>) -> Bool {
    words.first == "mcp-server" || Array(words) == ["mcp", "serve"]
  }

  /// Programs that are given words to look for, to build or to show.
  static func isTool(_ program: String) -> Bool { programs.contains(program) }

  private static let tests: Set<String> = ["test", "tests", "spec", "inspector"]
  private static let makers = ["create-", "install-", "add-", "generate-"]
  private static let folders: Set<String> = ["node_modules", "site-packages", "dist-packages"]

  private static let generic: Set<String> = [
    "index", "main", "server", "cli", "app", "run", "start", "stdio", "__main__", "dist", "build",
    "src", "lib", "out", "bin", "cmd", "cjs", "esm", "js", "release", "debug", "target",
  ]

  private static let tools: Set<String> = [
    "@modelcontextprotocol/inspector", "@modelcontextprotocol/sdk", "@anthropic-ai/mcpb",
    "@anthropic-ai/dxt", "mcp-get", "mcp-cli", "mcpm", "mcp-scan", "@mcp-use/cli",
  ]

  private static let programs: Set<String> = [
    "rg", "grep", "egrep", "fgrep", "ag", "ack", "git", "find", "fd", "fdfind", "ls", "cat", "sed",
    "awk", "gawk", "mawk", "head", "tail", "less", "more", "jq", "yq", "tee", "xargs", "which",
    "command", "curl", "wget", "ssh", "scp", "rsync", "tar", "zip", "unzip", "diff", "patch",
    "cmake", "ninja", "gcc", "cc", "clang", "rustc", "tsc", "eslint", "prettier", "pytest", "jest",
    "vitest", "mocha", "tsserver", "gopls", "clangd", "pylsp", "pyright", "kill", "pkill", "pgrep",
    "ps", "echo", "printf", "test", "cp", "mv", "rm", "mkdir", "touch", "stat", "file", "tmux",
    "screen", "vim", "nvim", "nano", "emacs", "gh", "hub", "svn", "hg", "mcpm", "mcp-cli",
  ]
}
