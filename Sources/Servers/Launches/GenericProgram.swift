// SPDX-License-Identifier: Apache-2.0

/// Programs that say nothing about what they run: only their arguments do.
enum GenericProgram {
  static func isOne(_ name: String) -> Bool {
    names.contains(name) || LaunchReader.isPython(name)
  }

  /// Reads a script whose path is its first argument.
  static func isInterpreter(_ name: String) -> Bool {
    interpreters.contains(name) || LaunchReader.isPython(name)
  }

  /// What starts a server without being one: interpreters but shells, launchers, `env`, bridges.
  static let starters: Set<String> = [
    "node", "nodejs", "ruby", "perl", "php", "tsx", "ts-node", "npx", "npm", "npx-cli.js",
    "npm-cli.js", "bunx", "bun", "pnpm", "pnpx", "pnpm.cjs", "yarn", "corepack", "uvx", "uv",
    "pipx",
    "deno", "docker", "podman", "nerdctl", "env", "java", "dotnet", "mcpo", "mcp-proxy",
    "supergateway", "mcp-remote", "envmcp",
  ]

  private static let interpreters: Set<String> = [
    "node", "nodejs", "bash", "sh", "dash", "ash", "zsh", "ruby", "perl", "php", "tsx", "ts-node",
  ]

  private static let names: Set<String> = interpreters.union([
    "npx", "npm", "bunx", "bun", "pnpm", "pnpx", "yarn", "uvx", "uv", "pipx", "deno", "docker",
    "podman", "nerdctl", "env", "java", "dotnet", "go", "cargo", "make", "sudo",
  ])
}
