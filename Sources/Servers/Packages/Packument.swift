// SPDX-License-Identifier: Apache-2.0

/// What a registry's document of a package, kept in npm's cache, says of one version. The short form that npm
/// asks for when it installs has neither dates nor maintainers.
package struct Packument: Hashable, Sendable {
  package var published: UInt64?
  package var integrity: String
  package var maintainers: [String]

  /// nil where the document does not have the version.
  package init?(_ text: [UInt8], version: String) {
    var left: [UInt8]? = text
    let kept = KeptMembers.only([
      "time": .only([version: .all]),
      "versions": .only([
        version: .only(["dist": .only(["integrity": .all]), "maintainers": .all, "_npmUser": .all])
      ]),
    ])
    guard let document = JSONCParser.read({ left.take() }, keeping: kept).value,
      let found = document["versions"]?[version]
    else { return nil }
    published = document["time"]?[version]?.string.flatMap(PublicationTime.seconds)
    integrity = String((found["dist"]?["integrity"]?.string ?? "").prefix(200))
    let people = (found["maintainers"]?.list ?? []) + [found["_npmUser"]].compactMap { $0 }
    maintainers = people.prefix(16).compactMap { $0["name"]?.string.map { String($0.prefix(128)) } }
  }

  /// What an entry of npm's index of its cache says of a request: the name of the file with the answer's bytes,
  /// by its integrity. The last line counts; nil where it has none.
  package static func content(ofIndex text: [UInt8], key: String) -> String? {
    for line in text.split(separator: 0x0a, maxSplits: 1_000).reversed() {
      guard let tab = line.firstIndex(of: 0x09), line.count < 65_536 else { continue }
      let entry = JSONCParser.parse(Array(line[(tab + 1)...])).value
      guard entry?["key"]?.string == key else { continue }
      return entry?["integrity"]?.string.map { String($0.prefix(200)) }
    }
    return nil
  }

  /// The key of a package's document in npm's cache.
  package static func cacheKey(of name: String) -> String? {
    guard let host = RegistryHosts.indexHost(of: .npx) else { return nil }
    let escaped = name.split(separator: "/").joined(separator: "%2f")
    return "make-fetch-happen:request-cache:https://\(host)/\(escaped)"
  }
}
