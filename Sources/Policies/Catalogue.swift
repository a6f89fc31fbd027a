// SPDX-License-Identifier: Apache-2.0

/// What well-known servers need, for those that neither the policy nor their own entry describes.
///
/// It is data: catalogue/servers.yaml, in the policy's own language, built into the binary. What nobody
/// has checked is in it too, and allows nothing.
package struct Catalogue: Hashable, Sendable {
  /// In the order of the file.
  package let rows: [CatalogueRow]
  private let packages: [PackageName: Int]
  private let programs: [String: Int]

  init(rows: [CatalogueRow]) {
    self.rows = rows
    packages = Self.index(rows, by: \.packages)
    programs = Self.index(rows, by: \.programs)
  }

  /// Of rows that share a key, the first.
  private static func index<Key: Hashable>(
    _ rows: [CatalogueRow], by keys: (CatalogueRow) -> [Key]
  ) -> [Key: Int] {
    var index: [Key: Int] = [:]
    for (place, row) in rows.enumerated() {
      for key in keys(row) where index[key] == nil { index[key] = place }
    }
    return index
  }

  /// The row of a package (any version), or of the base name of an executable; nil for an unknown server.
  package func row(package: String?, program: String = "") -> CatalogueRow? {
    let name = package.flatMap(PackageName.init)
    let place = name.flatMap { packages[$0] } ?? programs[Subject.baseName(program)]
    return place.map { rows[$0] }
  }
}

// MARK: - The one that is built in

extension Catalogue {
  /// As it is written.
  package static var text: String { CatalogueText.yaml }

  /// Read once, when it is first asked.
  package static let builtIn =
    read(text, file: "catalogue/servers.yaml").catalogue ?? Catalogue(rows: [])

  /// What the built-in catalogue expects of a server, in the policy's spelling; nil where it says nothing,
  /// or nothing that was checked.
  package static func expectations(package: String?, program: String = "") -> [String]? {
    let verified = builtIn.row(package: package, program: program)?.verified ?? []
    return verified.isEmpty ? nil : verified
  }
}
