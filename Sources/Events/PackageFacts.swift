// SPDX-License-Identifier: Apache-2.0

/// What the package that a server runs from says of itself, as its installed files have it. Makes nothing
/// expected: whoever wrote the code wrote these files too.
package struct PackageFacts: Hashable, Sendable {
  /// `npm` or `pypi`.
  package var ecosystem: String
  package var name: String
  package var version: String
  /// Where it is installed, as the process sees files.
  package var folder: String
  /// What was read of it: `README.md`, `METADATA`.
  package var files: [String]
  /// The hosts that these name, in the order of the files, each once.
  package var hosts: [NamedHost]
  /// Who is named as its maintainer or author.
  package var maintainers: [String]
  /// When this version was published, in seconds since 1970; nil where no file here says.
  package var published: UInt64?
  /// What a lock file or a cached index says against it, in sentences.
  package var faults: [String]
  /// Of what was installed, by the installer's own record; empty where there is none.
  package var digest: String

  package init(
    ecosystem: String, name: String, version: String = "", folder: String = "",
    files: [String] = [], hosts: [NamedHost] = [], maintainers: [String] = [],
    published: UInt64? = nil, faults: [String] = [], digest: String = ""
  ) {
    self.ecosystem = ecosystem
    self.name = name
    self.version = version
    self.folder = folder
    self.files = files
    self.hosts = hosts
    self.maintainers = maintainers
    self.published = published
    self.faults = faults
    self.digest = digest
  }

  /// Hosts that are kept of one package.
  package static let mostHosts = 256
}
