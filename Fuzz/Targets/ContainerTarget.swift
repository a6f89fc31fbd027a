// SPDX-License-Identifier: Apache-2.0

import Events
import Servers

/// What container runtimes keep in files, and the cgroups they name.
enum ContainerTarget: Target {
  static let name = "containers"
  static let about = "files of docker, podman and containerd; what they say is bounded"
  static let rounds: UInt64 = 4_000
  static let words = [
    #""ID":"#, #""Labels":{"#, #""docker-mcp-name":"#, #""annotations":{"#, #""process":{"args":["#,
    #""metadata":"{\"image-name\":\"a\"}""#, #""names":["#, "docker-", ".scope", "libpod-", "0::/",
    "\n", id,
  ]

  static let id = String(repeating: "0123456789abcdef", count: 4)

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let text = String(decoding: input, as: UTF8.self)
    let cgroup = ContainerCgroup.of(text)
    if let cgroup {
      try hold(
        "a container's id is 64 hexadecimal digits", cgroup,
        cgroup.id.utf8.count == 64 && cgroup.id.allSatisfy(\.isHexDigit))
    }
    var found = [
      ContainerDescription.docker(input, id: id), ContainerDescription.podman(input, id: id),
    ].compactMap(\.self)
    var runtime = ContainerDescription()
    runtime.add(runtimeSpecification: input)
    found.append(runtime)
    for description in found { try isBounded(description) }
    for root in [ContainerSettings.dockerRoot(input), ContainerSettings.storageRoot(input)] {
      try hold("a root is relative", root, root?.hasPrefix("/") != true)
    }
    return cgroup != nil || found.contains { $0 != ContainerDescription() }
      || ContainerSettings.storageRoot(input) != nil || ContainerSettings.dockerRoot(input) != nil
  }

  private static func isBounded(_ description: ContainerDescription) throws(Find) {
    let texts = [
      description.name, description.image, description.serverName, description.serverLabel,
    ]
    try hold(
      "texts are bounded", description,
      (texts + description.arguments).allSatisfy { $0.utf8.count <= 4_096 })
    try hold("arguments are bounded", description, description.arguments.count <= 257)
  }
}
