// SPDX-License-Identifier: Apache-2.0

import Events

/// Roles of processes below npx and similar launchers.
///
/// npm gives every script it runs `npm_lifecycle_event`; those of an installation also
/// `npm_package_resolved` and `npm_package_integrity` (npm's arborist, rebuild.js). npx's own
/// script, which is the server, has neither.
enum NodeRole {
  static func of(_ exec: Exec, launch: Launch) -> ProcessRole {
    let names = Set(exec.environment)
    if !names.isDisjoint(with: ["npm_package_resolved", "npm_package_integrity"]) {
      return .installScript
    }
    if isLauncher(exec) { return .launcher }
    if names.contains("npm_lifecycle_event") { return .server }
    return runsFromCache(exec) || startsProgram(exec, of: launch) ? .server : .launcher
  }

  /// The launcher, before and after its `#!` line and npm's own title.
  private static func isLauncher(_ exec: Exec) -> Bool {
    CommandViews(exec).views.contains { view in
      guard let first = view.first else { return false }
      return launchers.contains(CommandLineText.baseName(first)) || first.hasPrefix("npm exec ")
    }
  }

  private static let launchers: Set<String> = [
    "npx", "npm", "npx-cli.js", "npm-cli.js", "bunx", "pnpm", "pnpx", "pnpm.cjs", "yarn",
    "corepack",
  ]

  private static func runsFromCache(_ exec: Exec) -> Bool {
    exec.arguments.prefix(2).contains(where: LauncherCache.holds) || LauncherCache.holds(exec.file)
  }

  /// The package's own program by name, with what the server is given.
  private static func startsProgram(_ exec: Exec, of launch: Launch) -> Bool {
    guard let program = launch.package?.program else { return false }
    return CommandViews(exec).views.contains { view in
      guard let first = view.first else { return false }
      return CommandLineText.baseName(first) == program
        && Array(view.dropFirst()) == launch.arguments
    }
  }
}
