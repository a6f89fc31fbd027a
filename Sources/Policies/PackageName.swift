// SPDX-License-Identifier: Apache-2.0

/// A package without its version, as its registry compares names.
package struct PackageName: Hashable, Sendable {
  /// `npm`, `pypi`, `oci`, or another word.
  package let ecosystem: String
  package let name: String

  /// From `npm:@scope/name@1.2.3`, `pypi:Some_Name[extra]==1.0`,
  /// `oci:ghcr.io/owner/image:tag@sha256:…`.
  ///
  /// Nil without an ecosystem or without a name.
  package init?(_ text: String) {
    guard text.utf8.count <= 512, let colon = text.firstIndex(of: ":") else { return nil }
    ecosystem = text[..<colon].lowercased()
    name = Self.name(text[colon...].dropFirst(), in: ecosystem)
    if name.isEmpty || ecosystem.isEmpty { return nil }
  }

  private static func name(_ text: Substring, in ecosystem: String) -> String {
    switch ecosystem {
    case "npm": npm(text)
    case "pypi": pypi(text)
    case "oci", "docker": oci(text)
    default: String(text)
    }
  }

  /// An `@` after the first character starts the version.
  private static func npm(_ text: Substring) -> String {
    let scopeless = text.dropFirst()
    guard let version = scopeless.firstIndex(of: "@") else { return String(text) }
    return String(text[..<version])
  }

  /// PEP 503: lower case, runs of `-`, `_` and `.` are one `-`. Extras, versions and markers are
  /// cut.
  private static func pypi(_ text: Substring) -> String {
    let bare = text.prefix { !"[=<>!~@; ,".contains($0) }
    let words = bare.lowercased().split { "-_.".contains($0) }
    return words.joined(separator: "-")
  }

  /// Without digest, tag, and the parts that Docker fills in.
  private static func oci(_ text: Substring) -> String {
    var image = text.prefix { $0 != "@" }
    let lastPart = image.lastIndex(of: "/") ?? image.startIndex
    if let tag = image[lastPart...].firstIndex(of: ":") { image = image[..<tag] }
    for filled in ["docker.io/", "index.docker.io/", "library/"] where image.hasPrefix(filled) {
      image = image.dropFirst(filled.count)
    }
    return image.lowercased()
  }
}

extension PackageName: CustomStringConvertible {
  package var description: String { "\(ecosystem):\(name)" }
}
