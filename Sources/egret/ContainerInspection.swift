// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Servers

/// Which container a process runs in, by its cgroup and the runtime's own files.
enum ContainerInspection {
  /// Always an answer: one without an id says that it is in no container that is known.
  static func container(of process: ProcessID, pidNamespace: UInt32) -> Container {
    var container = Container(
      time: Instant(nanoseconds: Clock.boottime()), process: process, pidNamespace: pidNamespace,
      id: "")
    guard let cgroups = ProcessFiles(process).cgroups, let found = ContainerCgroup.of(cgroups) else {
      return container
    }
    container.id = found.id
    container.engine = found.engine
    guard let description = description(of: found) else { return container }
    container.name = description.name
    container.image = description.image
    container.arguments = description.arguments
    container.serverName = description.serverName
    container.serverLabel = description.serverLabel
    return container
  }

  private static func description(of cgroup: ContainerCgroup) -> ContainerDescription? {
    let id = cgroup.id
    var found: ContainerDescription?
    if cgroup.engine != "podman" {
      found = ContainerFiles.docker(id: id).flatMap { ContainerDescription.docker($0, id: id) }
    }
    if found == nil, cgroup.engine != "docker" {
      found = ContainerFiles.podman(id: id).flatMap { ContainerDescription.podman($0, id: id) }
    }
    if found?.arguments.isEmpty == false { return found }
    guard let specification = ContainerFiles.runtimeSpecification(id: id) else { return found }
    var description = found ?? ContainerDescription()
    description.add(runtimeSpecification: specification)
    return description
  }
}
