// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Servers

/// Which container a process runs in, by its cgroup and the runtime's own files.
struct ContainerInspection {
  /// Nil: what the files say is parsed in this process.
  let parser: ParserKeeper?

  /// Always an answer: one without an id says that it is in no container that is known.
  func container(of process: ProcessID, pidNamespace: UInt32) -> Container {
    var container = Container(
      time: Instant(nanoseconds: Clock.boottime()), process: process, pidNamespace: pidNamespace,
      id: "")
    guard let cgroups = ProcessFiles(process).cgroups, let found = ContainerCgroup.of(cgroups)
    else {
      return container
    }
    container.id = found.id
    container.engine = found.engine
    defer { parser?.rest() }
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

  private func description(of cgroup: ContainerCgroup) -> ContainerDescription? {
    let id = cgroup.id
    var found: ContainerDescription?
    if cgroup.engine != "podman" {
      let root = ContainerFiles.dockerSettings.flatMap { read($0, .dockerSettings)?.root }
      found = ContainerFiles.docker(id: id, root: root)
        .flatMap { read($0, .docker, id)?.description }
      if let known = found, let bytes = ContainerFiles.dockerHost(id: id, root: root) {
        found = read(bytes, .dockerHost, id, known)?.description ?? known
      }
    }
    let root = ContainerFiles.storageSettings.flatMap { read($0, .storageSettings)?.root }
    if found == nil, cgroup.engine != "docker" {
      found = ContainerFiles.podman(id: id, root: root)
        .flatMap { read($0, .podman, id)?.description }
    }
    if found?.arguments.isEmpty == false { return found }
    guard let specification = ContainerFiles.runtimeSpecification(id: id, root: root) else {
      return found
    }
    let known = found ?? ContainerDescription()
    return read(specification, .runtimeSpecification, id, known)?.description ?? known
  }

  /// Nil where a parser gave no answer. Root's daemons wrote the files, from what users said, so no user's parser
  /// reads two of them.
  private func read(
    _ bytes: [UInt8], _ file: ContainerRequest.File, _ id: String = "",
    _ known: ContainerDescription = ContainerDescription()
  ) -> ContainerAnswer? {
    let request = ContainerRequest(file, id: id, known: known)
    guard let parser else { return request.answer(bytes) }
    var left: [UInt8]? = bytes
    return try? parser.ask(
      ParserTask.container.rawValue, request.encoded, user: nil, { left.take() },
      { ContainerAnswer(encoded: $0) })
  }
}
