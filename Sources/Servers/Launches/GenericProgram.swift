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

  private static let interpreters: Set<String> = [
    "node", "nodejs", "bash", "sh", "dash", "ash", "zsh", "ruby", "perl", "php", "tsx", "ts-node",
  ]

  private static let names: Set<String> = interpreters.union([
    "npx", "npm", "bunx", "bun", "pnpm", "pnpx", "yarn", "uvx", "uv", "pipx", "deno", "docker",
    "podman", "nerdctl", "env", "java", "dotnet", "go", "cargo", "make", "sudo",
  ])
}
