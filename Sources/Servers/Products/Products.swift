// SPDX-License-Identifier: Apache-2.0

/// Every product Egret knows. Its places are facts read in the products' own sources or documents.
package enum Products {
  package static let all: [Product] =
    editors + commandLine + agents + frameworks + desktops + gateways

  static let servers = ConfigurationShape.map(under: [["mcpServers"]])
  static let wrappedOrFlat = ConfigurationShape.mapOrFlat(under: [["mcpServers"]])
  static let opencode = ConfigurationShape.map(under: [["mcp"]])
  static let underMCP = ConfigurationShape.map(under: [["mcp", "servers"]])
}

/// A product that starts MCP servers, and the locations of its server lists.
package struct Product: Hashable, Sendable {
  package var name: String
  package var places: [ConfigurationPlace]
  /// Base names of its processes, if they run no other product.
  package var programs: [String]
  /// The same, where other programs have these names, too: `ClientPrograms` asks for more.
  package var words: [String]

  package init(
    _ name: String, programs: [String] = [], words: [String] = [], _ places: [ConfigurationPlace]
  ) {
    self.name = name
    self.programs = programs
    self.words = words
    self.places = places
  }
}
