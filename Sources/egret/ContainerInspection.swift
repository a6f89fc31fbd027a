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
    guard let cgroups = ProcessFiles(process).cgroups, let found = ContainerCgroup.of(cgroups)
    else {
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
    container.labels = description.labels
    container.podNamespace = description.podNamespace
    container.podName = description.podName
    container.ports = description.ports
    return container
  }

  private static func description(of cgroup: ContainerCgroup) -> ContainerDescription? {
    let id = cgroup.id
    var found: ContainerDescription?
    if cgroup.engine != "podman" {
      let root = ContainerFiles.dockerSettings.flatMap { ContainerSettings.dockerRoot($0) }
      found = ContainerFiles.docker(id: id, root: root)
        .flatMap { ContainerDescription.docker($0, id: id) }
      if found != nil, let bytes = ContainerFiles.dockerHost(id: id, root: root) {
        found?.add(hostConfiguration: bytes)
      }
    }
    let root = ContainerFiles.storageSettings.flatMap { ContainerSettings.storageRoot($0) }
    if found == nil, cgroup.engine != "docker" {
      found = ContainerFiles.podman(id: id, root: root)
        .flatMap { ContainerDescription.podman($0, id: id) }
    }
    if found?.arguments.isEmpty == false { return found }
    guard let specification = ContainerFiles.runtimeSpecification(id: id, root: root) else {
      return found
    }
    var description = found ?? ContainerDescription()
    description.add(runtimeSpecification: specification)
    return description
  }
}
