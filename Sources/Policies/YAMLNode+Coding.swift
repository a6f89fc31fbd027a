// SPDX-License-Identifier: Apache-2.0

import Events
import YAML

/// A node as bytes, its children within it.
extension YAMLNode {
  func encode(into encoder: inout ValueEncoder) {
    mark.encode(into: &encoder)
    switch content {
    case .scalar(let text, let isPlain):
      encoder.put(UInt8(isPlain ? 1 : 0))
      encoder.put(text)
    case .sequence(let nodes):
      encoder.put(UInt8(2))
      encoder.put(nodes) { $1.encode(into: &$0) }
    case .mapping(let pairs):
      encoder.put(UInt8(3))
      encoder.put(pairs) {
        $1.key.encode(into: &$0)
        $1.value.encode(into: &$0)
      }
    }
  }

  /// No deeper than a policy may be.
  init(from decoder: inout ValueDecoder, depth: Int) throws(ValueDecoder.Fault) {
    guard depth <= PolicyReader.limits.depth else { throw .excess }
    let mark = try YAMLMark(from: &decoder)
    let content: Content
    switch try decoder.byte() {
    case 0: content = .scalar(try Self.text(from: &decoder), isPlain: false)
    case 1: content = .scalar(try Self.text(from: &decoder), isPlain: true)
    case 2:
      content = .sequence(
        try decoder.list(most: PolicyReader.limits.nodes) {
          decoder throws(ValueDecoder.Fault) in
          try YAMLNode(from: &decoder, depth: depth + 1)
        })
    case 3:
      content = .mapping(
        try decoder.list(most: PolicyReader.limits.nodes) {
          decoder throws(ValueDecoder.Fault) in
          Pair(
            key: try YAMLNode(from: &decoder, depth: depth + 1),
            value: try YAMLNode(from: &decoder, depth: depth + 1))
        })
    default: throw .value
    }
    self.init(content: content, mark: mark)
  }

  private static func text(from decoder: inout ValueDecoder) throws(ValueDecoder.Fault) -> String {
    try decoder.text(most: PolicyReader.most.bytes)
  }
}
