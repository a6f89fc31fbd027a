// SPDX-License-Identifier: Apache-2.0

/// What the head of a package's own description says: its name, its version, and who is named as its
/// maintainer or author.
package struct PackageDocument: Hashable, Sendable {
  package var name = ""
  package var version = ""
  package var maintainers: [String] = []

  private static let mostMaintainers = 16
  private static let mostBytes = 128

  /// `METADATA` of a Python distribution; nil where it names none.
  package init?(metadata text: [UInt8]) {
    for line in text.split(separator: 0x0a, maxSplits: 2_000, omittingEmptySubsequences: false) {
      let line = String(decoding: line.prefix(4_096), as: UTF8.self)
      // Behind the first empty line stands the description.
      guard !line.isEmpty, line != "\r" else { break }
      guard let colon = line.firstIndex(of: ":") else { continue }
      take(line[..<colon].lowercased(), Self.bounded(line[line.index(after: colon)...].trimmed))
    }
    guard !name.isEmpty else { return nil }
  }

  /// `package.json` of Node; nil where it names none.
  package init?(manifest text: [UInt8]) {
    guard let document = JSONCParser.parse(text).value,
      let name = document["name"]?.string, !name.isEmpty
    else { return nil }
    self.name = Self.bounded(name[...])
    version = Self.bounded((document["version"]?.string ?? "")[...])
    let people = [document["author"]].compactMap { $0 } + (document["maintainers"]?.list ?? [])
    add(people.compactMap(Self.person))
  }

  /// `pyproject.toml` of a Python project that is not installed; nil where it names none.
  package init?(project text: [UInt8]) {
    guard let project = TOMLDocument.parse(text).value?["project"],
      let name = project["name"]?.string, !name.isEmpty
    else { return nil }
    self.name = Self.bounded(name[...])
    version = Self.bounded((project["version"]?.string ?? "")[...])
    add(
      ((project["authors"]?.list ?? []) + (project["maintainers"]?.list ?? [])).compactMap(
        Self.person))
  }

  private mutating func take(_ key: String, _ value: String) {
    switch key {
    case "name": if name.isEmpty { name = value }
    case "version": if version.isEmpty { version = value }
    case "author", "maintainer": if value.utf8.count < 80 { add([value]) }
    case "author-email", "maintainer-email":
      add(value.split(separator: ",").prefix(8).map { Self.bounded($0.trimmed) })
    default: break
    }
  }

  private mutating func add(_ people: [String]) {
    for person in people where !person.isEmpty && !maintainers.contains(person) {
      guard maintainers.count < Self.mostMaintainers else { return }
      maintainers.append(person)
    }
  }

  /// `NAME <MAIL>`, as a text or as an object.
  private static func person(_ value: ConfigurationValue) -> String? {
    if let text = value.string { return bounded(text[...]) }
    guard let name = value["name"]?.string ?? value["email"]?.string else { return nil }
    let mail = value["email"]?.string.map { " <\($0)>" } ?? ""
    return bounded((value["name"] == nil ? name : name + mail)[...])
  }

  private static func bounded(_ text: Substring) -> String {
    String(decoding: text.utf8.prefix(mostBytes), as: UTF8.self)
  }
}
