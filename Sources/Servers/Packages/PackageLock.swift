// SPDX-License-Identifier: Apache-2.0

/// What a lock file says of one package.
package struct PackageLock: Hashable, Sendable {
  package var version: String
  /// `sha512-…`; empty where it has none.
  package var integrity = ""
  package var published: UInt64?

  /// `package-lock.json`, or the one that npm keeps in `node_modules`; nil where it does not have the package.
  package init?(npm text: [UInt8], name: String) {
    let place = "node_modules/\(name)"
    var left: [UInt8]? = text
    let kept = KeptMembers.only(["packages": .only([place: .all])])
    let reading = JSONCParser.read({ left.take() }, keeping: kept)
    guard let package = reading.value?["packages"]?[place],
      let version = package["version"]?.string
    else { return nil }
    self.version = Self.bounded(version)
    integrity = Self.bounded(package["integrity"]?.string ?? "")
  }

  /// `uv.lock`; nil where it does not have the package.
  package init?(uv text: [UInt8], name: String) {
    let packages = TOMLDocument.parse(text).value?["package"]?.list ?? []
    let wanted = PythonDistribution.normalised(name)
    guard
      let package = packages.first(where: { package in
        package["name"]?.string.map(PythonDistribution.normalised) == wanted
      }), let version = package["version"]?.string
    else { return nil }
    self.version = Self.bounded(version)
    let files = (package["wheels"]?.list ?? []) + [package["sdist"]].compactMap { $0 }
    published = files.compactMap { $0["upload-time"]?.string.flatMap(PublicationTime.seconds) }
      .min()
  }

  private static func bounded(_ text: String) -> String { String(text.prefix(200)) }
}
