// SPDX-License-Identifier: Apache-2.0

/// What a name says: that it is a credential's.
///
/// Too eager rather than too shy: what is hidden wrongly costs an analyst a glance.
package enum CredentialName {
  /// Longer names are judged by their end.
  static let longest = 64

  /// `name` in any case, without leading dashes.
  static func isSuspicious(_ name: ArraySlice<UInt8>) -> Bool {
    if name.count < 2 { return false }
    let lowered = lowered(name)
    if directories.contains(lowered) || places.contains(where: { ends(lowered, with: $0) }) {
      return false
    }
    return endings.contains { ends(lowered, with: $0) } || holdsPart(lowered)
      || lowered.split(whereSeparator: { !(0x61...0x7a).contains($0) }).contains(where: isWord)
  }

  /// Those of the names that are, sorted; 64 at most.
  package static func suspicious(_ names: [String]) -> [String] {
    let found = Set(names).filter { isSuspicious(Array($0.utf8)[...]) }
    return Array(found.sorted().prefix(64))
  }

  /// `pwd`: the shell's directory, or a password.
  static func isDirectory(_ name: ArraySlice<UInt8>) -> Bool {
    (3...6).contains(name.count) && directories.contains(lowered(name))
  }

  /// A parameter of a URL that signs it, or stands for a login.
  static func isSignature(_ name: ArraySlice<UInt8>) -> Bool {
    (3...9).contains(name.count) && signatures.contains(lowered(name))
  }

  /// An option, dashes included, that takes `user:password`.
  static func isUser(_ option: ArraySlice<UInt8>) -> Bool {
    option.first == 0x2d && users.contains { option.elementsEqual($0) }
  }

  /// A header that says what is wanted or sent, and to or from where.
  static func isHarmlessHeader(_ name: ArraySlice<UInt8>) -> Bool {
    let lowered = lowered(name)
    return headers.contains(lowered) || lowered.starts(with: "accept".utf8)
      || lowered.starts(with: "content-".utf8)
  }

  private static func lowered(_ name: ArraySlice<UInt8>) -> [UInt8] {
    name.suffix(longest).map(CommandText.lowered)
  }

  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  /// The shell's own, which end like a password's.
  private static let directories = bytes(["pwd", "oldpwd"])
  private static let signatures = bytes(["sig", "signature", "code"])
  private static let users = bytes(["-u", "--user", "--proxy-user"])
  private static let headers = bytes([
    "user-agent", "host", "origin", "referer", "cache-control", "connection", "date", "from",
    "mcp-protocol-version", "x-forwarded-for", "x-requested-with",
  ])
  /// A file that holds one is not one.
  private static let places = bytes(["file", "path", "dir"])
  private static let parts = bytes([
    "token", "secret", "passw", "passphrase", "apikey", "credential", "authoriz", "cookie",
    "bearer",
    "oauth",
  ])
  private static let endings = bytes(["key", "auth", "pass", "pwd", "creds"])
  private static let words = bytes(["key", "auth", "pass", "pwd", "pw", "pat", "jwt", "sas"])

  private static func isWord(_ word: ArraySlice<UInt8>) -> Bool {
    word.count <= 4 && words.contains { word.elementsEqual($0) }
  }

  private static func ends(_ name: [UInt8], with ending: [UInt8]) -> Bool {
    name.count >= ending.count && name[(name.count - ending.count)...].elementsEqual(ending)
  }

  private static func holdsPart(_ name: [UInt8]) -> Bool {
    for start in name.indices.dropLast(4) {
      switch name[start] {
      case UInt8(ascii: "a")...UInt8(ascii: "c"), UInt8(ascii: "o")...UInt8(ascii: "t"):
        if parts.contains(where: { name[start...].starts(with: $0) }) { return true }
      default: continue
      }
    }
    return false
  }
}
