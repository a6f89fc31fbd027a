// SPDX-License-Identifier: Apache-2.0

/// A product that starts MCP servers, and where it keeps its lists of them.
package struct Product: Hashable, Sendable {
  package var name: String
  package var places: [ConfigurationPlace]
  /// Base names of its processes, where they are its own.
  package var programs: [String]

  package init(_ name: String, programs: [String] = [], _ places: [ConfigurationPlace]) {
    self.name = name
    self.programs = programs
    self.places = places
  }
}
