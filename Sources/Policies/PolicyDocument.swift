// SPDX-License-Identifier: Apache-2.0

import Events
import YAML

/// A policy's text as a document of nodes, or why it is none: what a parser's process answers, and all of a policy's
/// text that is not parsed by the process that watches. What the nodes say is read there.
package struct PolicyDocument: Hashable, Sendable {
  let root: Result<YAMLNode?, YAMLProblem>

  init(root: Result<YAMLNode?, YAMLProblem>) { self.root = root }

  package init(_ text: String) {
    root = Result { () throws(YAMLProblem) in
      try YAMLNode.parse(PolicyReader.withoutMark(text), limits: PolicyReader.limits)
    }
  }

  /// Of the bytes of a file: text, or nothing.
  package static func answer(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count <= PolicyReader.most.bytes,
      let text = String(validating: bytes, as: UTF8.self)
    else { return [] }
    return PolicyDocument(text).encoded
  }

  package var encoded: [UInt8] {
    var encoder = ValueEncoder()
    switch root {
    case .success(let node):
      encoder.put(true)
      encoder.put(node) { $1.encode(into: &$0) }
    case .failure(let problem):
      encoder.put(false)
      problem.encode(into: &encoder)
    }
    return encoder.bytes
  }

  /// Nil where the bytes are no such document.
  package init?(encoded bytes: [UInt8]) {
    let read = try? ValueDecoder.read(bytes) {
      decoder throws(ValueDecoder.Fault) -> Result<YAMLNode?, YAMLProblem> in
      guard try decoder.flag() else { return .failure(try YAMLProblem(from: &decoder)) }
      return .success(
        try decoder.optional { decoder throws(ValueDecoder.Fault) in
          try YAMLNode(from: &decoder, depth: 0)
        })
    }
    guard let read else { return nil }
    root = read
  }
}
