// SPDX-License-Identifier: Apache-2.0

/// Labels by which gateways name the server that a container is.
package enum ContainerLabels {
  package static let docker = "docker-mcp-name"
  package static let toolHive = "toolhive-name"

  /// The server's name and the label that gave it.
  static func server(_ labels: [(name: String, value: String)]) -> (name: String, label: String)? {
    for label in [docker, toolHive] {
      if let value = labels.first(where: { $0.name == label })?.value, !value.isEmpty {
        return (String(value.prefix(200)), label)
      }
    }
    return nil
  }
}
