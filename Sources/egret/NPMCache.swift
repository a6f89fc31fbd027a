// SPDX-License-Identifier: Apache-2.0

import Events

/// Where npm's cache keeps what registries answered, by npm's own naming (cacache, index 5 and content 2).
struct NPMCache {
  let folder: String

  /// The cache of the user in whose home the folder lies: beside npx's own, or where npm keeps it by default.
  init?(besides folder: String) {
    if let mark = folder.firstRange(of: "/_npx/") {
      self.folder = folder[..<mark.lowerBound] + "/_cacache"
      return
    }
    let parts = folder.split(separator: "/").prefix(2)
    guard parts.count == 2, parts[0] == "home" || parts[0] == "root" else { return nil }
    self.folder = (parts[0] == "root" ? "/root" : "/home/\(parts[1])") + "/.npm/_cacache"
  }

  func index(of key: String) -> String {
    place("index-v5", HexadecimalDigest.sha256([key]))
  }

  /// nil for what is no SHA-512.
  func content(_ integrity: String) -> String? {
    guard integrity.hasPrefix("sha512-"),
      let digest = Base64.decode(Array(integrity.dropFirst(7).prefix(100).utf8)),
      digest.count == 64
    else { return nil }
    return place("content-v2/sha512", HexadecimalDigest.hexadecimal(digest))
  }

  private func place(_ part: String, _ digest: String) -> String {
    let first = digest.prefix(2)
    let second = digest.dropFirst(2).prefix(2)
    return "\(folder)/\(part)/\(first)/\(second)/\(digest.dropFirst(4))"
  }
}
