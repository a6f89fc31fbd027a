// SPDX-License-Identifier: Apache-2.0

/// Bounds on what a document may make its reader keep. The document's size is its giver's to bound.
package struct YAMLLimits: Hashable, Sendable {
  /// Sequences and mappings within each other.
  package var depth: Int
  /// Nodes, keys too, those behind an alias counted each time: who walks a document walks them all.
  package var nodes: Int
  package var aliases: Int
  /// Whether a key may stand twice in a mapping: the pairs are all kept, in order.
  package var mayRepeatKeys: Bool

  package init(depth: Int, nodes: Int, aliases: Int = .max, mayRepeatKeys: Bool = false) {
    self.depth = depth
    self.nodes = nodes
    self.aliases = aliases
    self.mayRepeatKeys = mayRepeatKeys
  }
}
