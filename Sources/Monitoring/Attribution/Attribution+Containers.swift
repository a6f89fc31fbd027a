// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Processes
internal import Servers

/// What runs in a container: the runtime's files say which server it is.
extension Attribution {
  /// What runs in a container waits for the machine's answer. True where the exec needs nothing else.
  mutating func inspect(_ exec: Exec, into outcomes: inout [Outcome]) -> Bool {
    guard containers.holds(exec) else { return false }
    guard let home = containers[exec.namespaces.pid] else {
      ask(exec, into: &outcomes)
      return true
    }
    guard let instance = home.server.flatMap({ instances[$0] }) else { return false }
    // Started by the runtime in a container that is known: `docker exec`, a health check.
    instances.adopt(exec, by: instance, above: .unknown, into: &outcomes)
    return true
  }

  mutating func ask(_ exec: Exec, into outcomes: inout [Outcome]) {
    let namespace = exec.namespaces.pid
    containers.add(namespace, process: exec.actor.process)
    if let instance = instances.instance(of: exec.actor.program) {
      containers.bind(namespace, to: instance.value.number)
    }
    outcomes.append(.request(.inspectContainer(exec.actor.process, pidNamespace: namespace)))
  }

  /// The answer: the process waits for it, reported and not yet classified.
  mutating func consume(_ container: Container, into outcomes: inout [Outcome]) -> Beginning? {
    guard let home = containers[container.pidNamespace], home.process == container.process,
      let exec = processes[container.process]?.exec
    else { return nil }
    containers.describe(container)
    if let number = home.server {
      rename(number, by: container, exec)
      return nil
    }
    if instances.instance(of: exec.actor.program) != nil { return nil }
    if let begun = beginContained(exec, into: &outcomes) { return begun }
    guard let found = search.recognise(container, begunBy: exec) else {
      return settle(exec, into: &outcomes)
    }
    return begin(Beginning(exec, found), in: container, into: &outcomes)
  }

  /// A server of the policy's that is known by its container, or by more of what runs in it; or one that a
  /// gateway's label names, or to whose published port an entry's URL leads.
  mutating func beginContained(
    _ exec: Exec, hasUnseenNames: Bool = false, into outcomes: inout [Outcome]
  ) -> Beginning? {
    guard let container = container(of: exec), !container.id.isEmpty,
      let found = configured.recognise(exec, in: container) ?? configured.recognise(container)
    else { return nil }
    var beginning = Beginning(exec, found)
    beginning.hasUnseenNames = beginning.hasUnseenNames || hasUnseenNames
    beginning.isLate = hasUnseenNames
    return begin(beginning, in: container, into: &outcomes)
  }

  private mutating func begin(
    _ beginning: Beginning, in container: Container, into outcomes: inout [Outcome]
  ) -> Beginning? {
    var beginning = beginning
    beginning.isContained = true
    guard let begun = begin(beginning, into: &outcomes), let number = begun.number else {
      return nil
    }
    containers.bind(container.pidNamespace, to: number)
    settle(number, in: container)
    return begun
  }

  /// What is known of the container that it runs in.
  func container(of exec: Exec) -> Container? {
    containers.holds(exec) ? containers[exec.namespaces.pid]?.container : nil
  }

  private var search: ContainerSearch {
    ContainerSearch(
      configured: configured, running: instances.running,
      bound: containers.servers.compactMap { instances[$0] })
  }

  /// A policy may know it by what it runs in.
  private mutating func settle(_ number: UInt32, in container: Container) {
    let configured = configured
    instances.update(number) {
      $0.run(in: container)
      $0.expect(by: configured)
    }
  }

  /// What was taken for its engine's server by descent may have a name of its own.
  private mutating func rename(_ number: UInt32, by container: Container, _ exec: Exec) {
    settle(number, in: container)
    let found = configured.recognise(exec, in: container) ?? configured.recognise(container)
    if let found { recognise(number, as: found) }
  }
}
