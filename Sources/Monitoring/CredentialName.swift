// SPDX-License-Identifier: Apache-2.0

/// Tells by its name that something holds a credential.
///
/// Too eager rather than too shy: what is hidden wrongly costs an analyst a glance.
package enum CredentialName {
  /// Longer names are judged by their end.
  package static let longest = 64

  /// `name` in any case, without leading dashes.
  package static func isSuspicious(_ name: ArraySlice<UInt8>) -> Bool {
    if name.count < 2 { return false }
    let lowered = name.suffix(longest).map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    if directories.contains(lowered) || places.contains(where: { ends(lowered, with: $0) }) {
      return false
    }
    return endings.contains { ends(lowered, with: $0) } || holdsPart(lowered)
      || lowered.split(whereSeparator: { !(0x61...0x7a).contains($0) }).contains(where: isWord)
  }

  /// Those of the names that are, sorted; 64 at most.
  static func suspicious(_ names: [String]) -> [String] {
    let found = Set(names).filter { isSuspicious(Array($0.utf8)[...]) }
    return Array(found.sorted().prefix(64))
  }

  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }

  /// The shell's own, which end like a password's.
  private static let directories = bytes(["pwd", "oldpwd"])
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
