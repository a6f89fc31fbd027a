// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Processes
internal import Servers

/// Containers: processes that descend from a runtime, not from the command line that asked for them.
///
/// A process in another pid namespace than the machine's is asked after once per namespace: which
/// container is it, of which image, started with which words. A gateway's label names the server;
/// else it is the entry that runs `docker run` with that image and those words.
extension Monitor {
  /// A program below a server's own. One that begins in another pid namespace below a container
  /// engine is that server anew, with network and files of its own.
  mutating func inherit(
    _ exec: Exec, from heir: ServerInstance, above: ProgramID
  ) -> [Outcome] {
    if heir.isManual, let outcomes = beginBelow(heir, exec) { return outcomes }
    let launcher = standings[above]?.launch.launcher
    guard launcher?.isContainerEngine == true, Self.isElsewhere(exec, than: heir.exec) else {
      return adopt(exec, by: heir, above: above)
    }
    return beginContained(exec, as: heir.recognition) + ask(exec)
  }

  /// What to do with an exec in a container; nil for one that is in none.
  mutating func inspect(_ exec: Exec) -> [Outcome]? {
    let namespace = exec.namespaces.pid
    guard machinePidNamespace != 0, namespace != 0, namespace != machinePidNamespace else {
      return nil
    }
    guard let place = containers[namespace] else { return ask(exec) }
    guard let number = place.server, let instance = servers.instances[number] else { return nil }
    // Started by the runtime in a container that is known: `docker exec`, a health check.
    return adopt(exec, by: instance, above: .unknown)
  }

  private mutating func ask(_ exec: Exec) -> [Outcome] {
    let namespace = exec.namespaces.pid
    containers.add(namespace, process: exec.actor.process)
    if let instance = servers.instance(of: exec.actor.program) {
      containers.bind(namespace, to: instance.number)
    }
    return [.request(.inspectContainer(exec.actor.process, pidNamespace: namespace))]
  }

  /// The answer: the process waits for it, reported and not yet classified.
  mutating func consume(_ container: Container) -> [Outcome] {
    guard let place = containers[container.pidNamespace], place.process == container.process,
      let exec = processes[container.process]?.exec
    else { return [] }
    containers.learn(container)
    if let number = place.server {
      servers.update(number) { $0.container = Self.shown(container) }
      return rename(number, by: container)
    }
    if servers.instance(of: exec.actor.program) != nil { return [] }
    guard let recognition = recognise(container, exec) else { return settle(exec) }
    let outcomes = beginContained(exec, as: recognition)
    if let instance = servers.instance(of: exec.actor.program) {
      containers.bind(container.pidNamespace, to: instance.number)
      servers.update(instance.number) { $0.container = Self.shown(container) }
    }
    return outcomes
  }

  /// What was taken for its engine's server by descent has a name of its own.
  private mutating func rename(_ number: UInt32, by container: Container) -> [Outcome] {
    guard let found = labelled(container) else { return [] }
    servers.update(number) {
      $0.recognition = found
      $0.expectations = Self.expectations(for: found, in: policy)
    }
    return []
  }

  private mutating func beginContained(_ exec: Exec, as recognition: Recognition) -> [Outcome] {
    let outcomes = begin(exec, recognition, hasUnseenNames: exec.isOlderThanEgret)
    // What runs in a container is what was asked for, whatever its command line looks like.
    standings[exec.actor.program] = nil
    if let instance = servers.instance(of: exec.actor.program) {
      servers.update(instance.number) { $0.serve(exec) }
    }
    return outcomes.filter { outcome in
      if case .request(.readRegistries) = outcome { return false }
      return true
    }
  }

  private func recognise(_ container: Container, _ exec: Exec) -> Recognition? {
    container.id.isEmpty
      ? asked(byWords: container, exec) : labelled(container) ?? asked(container, at: exec.time)
  }

  /// One that was gone before its files could be read, or that no runtime lists: what it runs may
  /// still end in the words behind the image.
  private func asked(byWords container: Container, _ exec: Exec) -> Recognition? {
    var seen = container
    seen.arguments = exec.arguments
    guard !exec.argumentsAreCut, var recognition = asked(seen, at: exec.time) else { return nil }
    recognition.confidence = .low
    recognition.reasons = [
      "a process in a pid namespace of its own, with the arguments of the entry's container"
    ]
    return recognition
  }

  private func labelled(_ container: Container) -> Recognition? {
    for recogniser in recognisers {
      if let found = recogniser.recognise(container) { return found }
    }
    return nil
  }

  /// The entries whose command line asked for it: those without a container first, of several that
  /// fit equally all.
  private func asked(_ container: Container, at time: Instant) -> Recognition? {
    let fitting = servers.instances.values.filter { instance in
      instance.ended == nil && instance.exec.time <= time
        && instance.containerLaunch.map { ContainerMatch.fits($0, container) } == true
    }.sorted { $0.number < $1.number }
    let bound = containers.servers.compactMap { servers.instances[$0]?.recognition.candidates }
    let open = fitting.filter { !bound.contains($0.recognition.candidates) }
    let chosen = open.isEmpty ? fitting : open
    guard var recognition = chosen.first?.recognition else { return nil }
    for other in chosen.dropFirst() {
      recognition.candidates += other.recognition.candidates.filter {
        !recognition.candidates.contains($0)
      }
    }
    if Set(recognition.candidates.map(\.name)).count > 1 {
      recognition.confidence = min(recognition.confidence, .medium)
      recognition.reasons.append("\(recognition.candidates.count) entries fit equally")
    }
    recognition.isManual = chosen.allSatisfy(\.isManual)
    recognition.reasons.append("a container of the entry's image, with the entry's arguments")
    return recognition
  }

  private static func shown(_ container: Container) -> String? {
    container.id.isEmpty ? nil : String(container.id.prefix(64))
  }
}
