// SPDX-License-Identifier: Apache-2.0

package import Events

/// A container as the files of its runtime describe it. Variables are not read at all: their
/// values are secrets, and nothing here needs their names.
package struct ContainerDescription: Hashable, Sendable {
  /// The machine's ports that lead into it.
  package var ports: [Endpoint] = []
  package var name = ""
  package var image = ""
  package var arguments: [String] = []
  package var serverName = ""
  package var serverLabel = ""
  /// `KEY=VALUE`, the pod's among them.
  package var labels: [String] = []
  package var podNamespace = ""
  package var podName = ""

  package init() {}

  /// Docker's config.v2.json, of the container with this id.
  package static func docker(_ bytes: [UInt8], id: String) -> ContainerDescription? {
    guard let root = JSONCParser.parse(bytes).value, root["ID"]?.string == id else { return nil }
    var found = ContainerDescription()
    found.name =
      text(root["Name"]).hasPrefix("/")
      ? String(text(root["Name"]).dropFirst()) : text(root["Name"])
    found.image = text(root["Config"]?["Image"])
    found.arguments = [text(root["Path"])] + texts(root["Args"])
    found.take(labels: root["Config"]?["Labels"])
    found.ports = PublishedPorts.docker(root["NetworkSettings"]?["Ports"])
    return found
  }

  /// Adds what docker's hostconfig.json says that is not in config.v2.json before the container runs.
  package mutating func add(hostConfiguration bytes: [UInt8]) {
    let bindings = JSONCParser.parse(bytes).value?["PortBindings"]
    for port in PublishedPorts.docker(bindings) where !ports.contains(port) { ports.append(port) }
  }

  /// The containers.json of containers/storage, as podman keeps it: the metadata is JSON in a text.
  package static func podman(_ bytes: [UInt8], id: String) -> ContainerDescription? {
    let all = JSONCParser.parse(bytes).value?.list ?? []
    guard let entry = all.prefix(10_000).first(where: { $0["id"]?.string == id }) else {
      return nil
    }
    var found = ContainerDescription()
    found.name = text(entry["names"]?.list?.first)
    let metadata = entry["metadata"]?.string.flatMap { JSONCParser.parse(Array($0.utf8)).value }
    found.image = text(metadata?["image-name"])
    if let name = metadata?["name"]?.string, found.name.isEmpty {
      found.name = String(name.prefix(limit))
    }
    return found
  }

  /// Adds what a runtime's own config.json says: the process's words, and annotations.
  package mutating func add(runtimeSpecification bytes: [UInt8]) {
    guard let root = JSONCParser.parse(bytes).value else { return }
    if arguments.isEmpty { arguments = Self.texts(root["process"]?["args"]) }
    let annotations = root["annotations"]
    take(labels: annotations)
    for name in PodLabels.criO {
      guard let text = annotations?[name]?.string else { continue }
      take(labels: JSONCParser.parse(Array(text.utf8)).value)
    }
    if image.isEmpty {
      let names = [
        "io.kubernetes.cri.image-name", "io.kubernetes.cri-o.ImageName",
        "org.opencontainers.image.ref.name",
      ]
      image = names.map { Self.text(annotations?[$0]) }.first { !$0.isEmpty } ?? ""
    }
    if name.isEmpty { name = Self.text(annotations?["nerdctl/name"]) }
    if ports.isEmpty, let text = annotations?["nerdctl/ports"]?.string {
      ports = PublishedPorts.nerdctl(JSONCParser.parse(Array(text.utf8)).value)
    }
  }

  private mutating func take(labels: ConfigurationValue?) {
    let pairs = (labels?.members ?? []).prefix(1_000).compactMap { member in
      member.value.string.map { (name: member.name, value: $0) }
    }
    let room = Self.mostLabels - self.labels.count
    self.labels += pairs.prefix(max(0, room)).map { pair in
      "\(pair.name.prefix(Self.limit))=\(pair.value.prefix(Self.limit))"
    }
    let pod = PodLabels.pod(pairs)
    if podName.isEmpty { (podNamespace, podName) = pod }
    guard serverName.isEmpty, let found = ContainerLabels.server(pairs) else { return }
    (serverName, serverLabel) = (found.name, found.label)
  }

  private static let mostLabels = 128

  private static let limit = 1_024

  private static func text(_ value: ConfigurationValue?) -> String {
    String((value?.string ?? "").prefix(limit))
  }

  private static func texts(_ value: ConfigurationValue?) -> [String] {
    (value?.list ?? []).prefix(256).map { text($0) }
  }
}

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
