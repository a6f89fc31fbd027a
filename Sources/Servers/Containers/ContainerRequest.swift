// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What a parser's process is asked about a file of a container runtime.
package struct ContainerRequest: Hashable, Sendable {
  package enum File: UInt8, Sendable, CaseIterable {
    /// Of a container.
    case docker, dockerHost, podman, runtimeSpecification
    /// Of the runtime: where its data is.
    case dockerSettings, storageSettings
  }

  package var file: File
  /// The container's; empty for a runtime's own file.
  package var id: String
  /// What is known of the container so far.
  package var known: ContainerDescription

  package init(
    _ file: File, id: String = "", known: ContainerDescription = ContainerDescription()
  ) {
    self.file = file
    self.id = id
    self.known = known
  }

  package var encoded: [UInt8] {
    var encoder = ValueEncoder()
    encoder.put(file.rawValue)
    encoder.put(id)
    known.encode(into: &encoder)
    return encoder.bytes
  }

  package init?(encoded bytes: [UInt8]) {
    let read = try? ValueDecoder.read(bytes) {
      decoder throws(ValueDecoder.Fault) in
      guard let file = File(rawValue: try decoder.byte()) else { throw .value }
      return ContainerRequest(
        file, id: try decoder.text(most: 64), known: try ContainerDescription(from: &decoder))
    }
    guard let read else { return nil }
    self = read
  }

  /// What a file of those bytes says.
  package func answer(_ bytes: [UInt8]) -> ContainerAnswer {
    var known = known
    switch file {
    case .docker: return ContainerAnswer(description: .docker(bytes, id: id))
    case .podman: return ContainerAnswer(description: .podman(bytes, id: id))
    case .dockerHost: known.add(hostConfiguration: bytes)
    case .runtimeSpecification: known.add(runtimeSpecification: bytes)
    case .dockerSettings: return ContainerAnswer(root: ContainerSettings.dockerRoot(bytes))
    case .storageSettings: return ContainerAnswer(root: ContainerSettings.storageRoot(bytes))
    }
    return ContainerAnswer(description: known)
  }
}
