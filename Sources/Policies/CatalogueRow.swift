// SPDX-License-Identifier: Apache-2.0

/// One well-known server, and where what is said of it was found.
package struct CatalogueRow: Hashable, Sendable {
  /// What was read to know it.
  package enum Source: String, Hashable, Sendable, CaseIterable {
    /// The product's own pages, or what a registry of servers publishes about it.
    case documentation
    /// The program's own text.
    case source
  }

  package struct Endpoint: Hashable, Sendable {
    /// In the policy's spelling.
    package var text: String
    /// Read in the source; what was not allows nothing.
    package var isVerified: Bool
  }

  package var name: String
  package var packages: [PackageName]
  /// Base names of executables.
  package var programs: [String]
  package var expect: [Endpoint]
  /// Services whose credentials it needs; nil where the row does not say.
  package var needs: [String]?
  package var source: Source
  /// When it was read: YEAR-MONTH-DAY.
  package var date: String
  package var why: String
  package var place: Place

  package var verified: [String] { expect.filter(\.isVerified).map(\.text) }
  package var unverified: [String] { expect.filter { !$0.isVerified }.map(\.text) }
}
