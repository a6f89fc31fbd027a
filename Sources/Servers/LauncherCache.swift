// SPDX-License-Identifier: Apache-2.0

internal import Digests

/// Where launchers keep what they downloaded.
enum LauncherCache {
  /// The folder that npx keeps a package in: sixteen hexadecimal digits of SHA-512 of the words it
  /// was given (npm's libnpmexec). It leads from a path back to the entry without a command line.
  static func npxFolder(of package: PackageSpec) -> String? {
    guard package.ecosystem == .npm else { return nil }
    let words = package.version.map { "\(package.name)@\($0)" } ?? package.name
    return SHA2.hexadecimal(SHA2.sha512(Array(words.utf8)).prefix(8))
  }

  /// The folder's name in a path of npx's cache.
  static func npxFolder(in path: String) -> String? {
    guard path.hasPrefix("/"), let mark = path.firstRange(of: "/_npx/") else { return nil }
    let folder = path[mark.upperBound...].prefix { $0 != "/" }
    let isHash = folder.utf8.count == 16 && folder.allSatisfy(\.isHexDigit)
    return isHash ? String(folder) : nil
  }

  static func holds(_ path: String) -> Bool {
    guard path.hasPrefix("/") else { return false }
    return marks.contains { path.contains($0) }
  }

  private static let marks = [
    "/_npx/", "/archive-v0/", "/builds-v0/", "/environments-v2/", "/uv/tools/", "/pipx/venvs/",
    "/.cache/pipx/", "/bunx-", "/.bunx-", "/dlx-", "/pnpm/dlx/",
  ]
}
