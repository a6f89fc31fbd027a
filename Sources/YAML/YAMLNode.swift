// SPDX-License-Identifier: Apache-2.0

/// A node of a document. An alias is the node that it stands for, with that node's mark.
package struct YAMLNode: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    /// *Plain* is neither quoted, nor a block, nor tagged as text: its type is a guess.
    case scalar(String, isPlain: Bool)
    case sequence([YAMLNode])
    case mapping([Pair])
  }

  /// In the document's order. Of scalars no two keys of one mapping are the same, unless the limits
  /// allow it.
  package struct Pair: Hashable, Sendable {
    package var key: YAMLNode
    package var value: YAMLNode

    package init(key: YAMLNode, value: YAMLNode) {
      self.key = key
      self.value = value
    }
  }

  package var content: Content
  package var mark: YAMLMark

  package init(content: Content, mark: YAMLMark) {
    self.content = content
    self.mark = mark
  }

  /// The one document of `text`; nil where there is none.
  package static func parse(
    _ text: String, limits: YAMLLimits
  ) throws(YAMLProblem) -> YAMLNode? {
    let bytes = Array(text.utf8)
    return try unsafe bytes.withUnsafeBufferPointer { bytes throws(YAMLProblem) in
      var composer = YAMLComposer(events: try unsafe YAMLEvents(bytes), limits: limits)
      return try composer.compose()
    }
  }
}
