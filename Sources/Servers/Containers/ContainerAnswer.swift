// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What a file of a container runtime says.
package struct ContainerAnswer: Hashable, Sendable {
  /// The container; nil where the file has none of that id.
  package var description: ContainerDescription?
  /// Where the runtime keeps its data, below the machine's root.
  package var root: String?

  package init(description: ContainerDescription? = nil, root: String? = nil) {
    self.description = description
    self.root = root
  }

  package var encoded: [UInt8] {
    var encoder = ValueEncoder()
    encoder.put(description) { $1.encode(into: &$0) }
    encoder.put(root)
    return encoder.bytes
  }

  /// Nil where the bytes are no answer.
  package init?(encoded bytes: [UInt8]) {
    let read = try? ValueDecoder.read(bytes) {
      decoder throws(ValueDecoder.Fault) in
      ContainerAnswer(
        description: try decoder.optional { decoder throws(ValueDecoder.Fault) in
          try ContainerDescription(from: &decoder)
        }, root: try decoder.text(most: 1_024))
    }
    guard let read, read.root?.hasPrefix("/") != true else { return nil }
    self = read
  }
}
