// SPDX-License-Identifier: Apache-2.0

/// Unix sockets of a policy: a path, or an abstract name (`@NAME`), with `*` in the last component.
package struct SocketPattern: Hashable, Sendable {
  /// What Linux takes as a path or an abstract name, `@` included.
  static let longest = 107

  /// Up to the last slash, with it; `@` and directories for an abstract name.
  let directory: String
  /// The last component, cut at its `*`: one part where there is none.
  let parts: [String]

  package var isWildcard: Bool { parts.count > 1 }
  var isAbstract: Bool { directory.hasPrefix("@") }
  /// Nothing but `*` in the last component.
  var isWhole: Bool { isWildcard && parts.allSatisfy(\.isEmpty) }

  /// Whoever asks first has such a name: abstract, or where everybody may write.
  var isOpen: Bool { isAbstract || ["/tmp/", "/var/tmp/", "/dev/shm/"].contains(directory) }

  /// The name, without `unix:`.
  package var name: String { directory + parts.joined(separator: "*") }

  init(parsing text: Substring) throws(ExpectationError) {
    if let fault = Self.fault(of: text) { throw .badSocket(String(text), why: fault) }
    let name = Self.normalised(String(text))
    let (directory, last) = Self.split(name)
    self.directory = directory
    parts = last.split(separator: "*", omittingEmptySubsequences: false).map { String($0) }
    if isAbstract && isWhole && directory == "@" {
      throw .badSocket(String(text), why: "every abstract name would fit; write how it begins")
    }
  }

  /// `/var/run` is a link to `/run` on every machine that has both: they are one spelling.
  static func normalised(_ name: String) -> String {
    name.hasPrefix("/var/run/") ? String(name.dropFirst("/var".count)) : name
  }

  private static func fault(of text: Substring) -> String? {
    guard text.hasPrefix("/") || text.hasPrefix("@") else {
      return "write a whole path, `unix:/run/app.sock`, or an abstract name, `unix:@app`"
    }
    if text.utf8.count > longest { return "Linux takes \(longest) bytes at most" }
    let components = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    if components.last?.isEmpty != false { return "it ends without a name" }
    if text.hasPrefix("@") { return wildcardFault(components) }
    if components.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) {
      return "leave out empty components, `.` and `..`"
    }
    return wildcardFault(components)
  }

  private static func wildcardFault(_ components: [Substring]) -> String? {
    components.dropLast().contains { $0.contains("*") }
      ? "a `*` may stand in the last component only" : nil
  }

  private static func split(_ name: String) -> (directory: String, last: String) {
    let start = name.hasPrefix("@") ? 1 : 0
    let slash = name.utf8.lastIndex(of: UInt8(ascii: "/"))
    let end =
      slash.map { name.utf8.index(after: $0) }
      ?? name.utf8.index(name.startIndex, offsetBy: start)
    return (String(name[..<end]), String(name[end...]))
  }
}

extension SocketPattern {
  /// Whether the pattern allows a socket by its path or abstract name (`@NAME`).
  func allows(_ name: String) -> Bool {
    guard name.utf8.count <= Self.longest + 1 else { return false }
    let (directory, last) = Self.split(Self.normalised(name))
    return directory == self.directory && fits(last[...])
  }

  /// Whether everything that `other` allows is allowed by this one.
  func covers(_ other: SocketPattern) -> Bool {
    if self == other { return true }
    // A `*` of the other is a character like any, which only a `*` of this one takes.
    return isWildcard && directory == other.directory
      && fits(other.parts.joined(separator: "*")[...])
  }

  /// Each part as early as it can stand: enough, since only the last is bound to the end.
  private func fits(_ last: Substring) -> Bool {
    guard let first = parts.first, let end = parts.last, parts.count > 1 else {
      return parts.first.map { $0 == last } ?? false
    }
    guard last.hasPrefix(first) else { return false }
    var rest = last.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = Self.rest(of: rest, behind: part) else { return false }
      rest = found
    }
    return rest.count >= end.count && rest.hasSuffix(end)
  }

  private static func rest(of text: Substring, behind part: String) -> Substring? {
    var rest = text
    while !rest.isEmpty {
      if rest.hasPrefix(part) { return rest.dropFirst(part.count) }
      rest = rest.dropFirst()
    }
    return nil
  }
}
