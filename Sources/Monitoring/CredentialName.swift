// SPDX-License-Identifier: Apache-2.0

/// Tells by its name that something holds a credential.
///
/// Too eager rather than too shy: what is hidden wrongly costs an analyst a glance.
package enum CredentialName {
  /// Longer names are judged by their end.
  package static let longest = 64

  /// `name` in any case, without leading dashes.
  package static func isSuspicious(_ name: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: name.suffix(longest), as: UTF8.self).lowercased()
    if text.isEmpty || directories.contains(text) { return false }
    if places.contains(where: text.hasSuffix) { return false }
    return inside.contains { contains(text, $0) } || endings.contains(where: text.hasSuffix)
      || text.split(whereSeparator: { !$0.isLetter }).contains { words.contains(String($0)) }
  }

  /// The shell's own, which end like a password's.
  private static let directories: Set<String> = ["pwd", "oldpwd"]
  /// A file that holds one is not one.
  private static let places = ["file", "path", "dir"]
  private static let inside = [
    "token", "secret", "passw", "passphrase", "apikey", "credential", "authoriz", "cookie", "bearer",
    "oauth",
  ]
  private static let endings = ["key", "auth", "pass", "pwd", "creds"]
  private static let words: Set<String> = ["key", "auth", "pass", "pwd", "pw", "pat", "jwt", "sas"]

  private static func contains(_ text: String, _ part: String) -> Bool {
    let (text, part) = (Array(text.utf8), Array(part.utf8))
    guard text.count >= part.count else { return false }
    return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
  }
}
