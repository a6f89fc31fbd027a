// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// The folders in which launchers keep downloaded packages.
enum LauncherCache {
  /// The folder that npx keeps a package in: sixteen hexadecimal digits of SHA-512 of the words it
  /// was given (npm's libnpmexec). With it a path alone
  /// leads back to the entry.
  static func npxFolder(of package: PackageSpec) -> String? {
    guard package.ecosystem == .npm else { return nil }
    let words = package.version.map { "\(package.name)@\($0)" } ?? package.name
    return SHA512.hash(data: Array(words.utf8)).prefix(8).map(hexadecimal).joined()
  }

  /// The folder's name in a path of npx's cache.
  static func npxFolder(in path: String) -> String? {
    guard path.hasPrefix("/"), let mark = path.firstRange(of: "/_npx/") else { return nil }
    let folder = path[mark.upperBound...].prefix { $0 != "/" }
    let isHash = folder.utf8.count == 16 && folder.allSatisfy(\.isHexDigit)
    return isHash ? String(folder) : nil
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return digits.count == 2 ? digits : "0" + digits
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
