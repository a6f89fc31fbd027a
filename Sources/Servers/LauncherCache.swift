// SPDX-License-Identifier: Apache-2.0

/// Where launchers keep what they downloaded.
enum LauncherCache {
  static func holds(_ path: String) -> Bool {
    guard path.hasPrefix("/") else { return false }
    return marks.contains { path.contains($0) }
  }

  private static let marks = [
    "/_npx/", "/archive-v0/", "/builds-v0/", "/environments-v2/", "/uv/tools/", "/pipx/venvs/",
    "/.cache/pipx/", "/bunx-", "/.bunx-", "/dlx-", "/pnpm/dlx/",
  ]
}
