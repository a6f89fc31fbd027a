// SPDX-License-Identifier: Apache-2.0

/// Servers whose makers publish in one ecosystem only: in the other the same name is somebody
/// else's.
enum KnownPackages {
  static func usualEcosystem(of name: String) -> PackageSpec.Ecosystem? {
    if pypi.contains(name) || name.hasPrefix("awslabs.") { return .pypi }
    return npm.contains(name) ? .npm : nil
  }

  /// The reference servers written in Python, bridges of the same language, and those of the
  /// catalogue. Amazon's all begin with `awslabs.`.
  private static let pypi: Set<String> = [
    "mcp-server-fetch", "mcp-server-git", "mcp-server-time", "mcp-server-sqlite",
    "mcp-server-sentry", "mcpo", "mcp-atlassian", "arxiv-mcp-server", "duckduckgo-mcp-server",
  ]

  /// Published on npm in June 2026 by others than the servers' makers (MAL-2026-5476 to 5485).
  static let squatted: Set<String> = [
    "mcp-server-fetch", "mcp-server-git", "mcp-server-github", "mcp-server-figma",
    "mcp-server-notion", "mcp-server-postgres", "mcp-server-redis", "mcp-server-sentry",
    "mcp-server-sequential-thinking", "mcp-server-supabase",
  ]

  private static let npm: Set<String> = ["mcp-remote", "supergateway"]
}
