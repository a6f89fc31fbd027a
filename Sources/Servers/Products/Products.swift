// SPDX-License-Identifier: Apache-2.0

/// Every product Egret knows. Its places are facts read in the products' own sources or documents.
package enum Products {
  package static let all: [Product] = editors + commandLine + desktops + gateways

  static let servers = ConfigurationShape.map(under: [["mcpServers"]])
  static let wrappedOrFlat = ConfigurationShape.mapOrFlat(under: [["mcpServers"]])
  static let opencode = ConfigurationShape.map(under: [["mcp"]])
}
