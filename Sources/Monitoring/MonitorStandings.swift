// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Processes
internal import Servers

/// What each program of a server is there for: installing, being installed, or serving.
extension Monitor {
  /// Of one that nothing is known of: the server.
  static let serving = LaunchStanding(launch: Launch(launcher: .plain), role: .server)

  func standing(of actor: Actor) -> LaunchStanding {
    if let standing = standings[actor.program] { return standing }
    if servers.instance(of: actor.program) != nil { return Self.serving }
    return processes[actor.process].flatMap { standings[$0.program] } ?? Self.serving
  }

  /// The exec that a recogniser knew.
  mutating func beginStanding(_ exec: Exec, in number: UInt32) -> [Outcome] {
    take(LaunchStanding(beginning: exec), exec, in: number)
  }

  /// A program below another one of the same server: `above` is what the process, or the one that
  /// forked it, ran before.
  mutating func adopt(
    _ exec: Exec, by instance: ServerInstance, above: ProgramID
  ) -> [Outcome] {
    if !isJudged(instance) { return takeUnjudged(exec, by: instance.number) }
    servers.adopt(exec.actor.program, by: instance.number)
    let isContained = Self.isElsewhere(exec, than: instance.exec)
    let standing = (standings[above] ?? Self.serving).below(exec, isContained: isContained)
    return [.directive(.watch(exec.actor.program, server: instance.number))]
      + take(standing, exec, in: instance.number)
  }

  /// Whether it runs in another pid namespace.
  static func isElsewhere(_ exec: Exec, than other: Exec) -> Bool {
    let (own, others) = (exec.namespaces.pid, other.namespaces.pid)
    return own != 0 && others != 0 && own != others
  }

  private mutating func take(
    _ standing: LaunchStanding, _ exec: Exec, in number: UInt32
  ) -> [Outcome] {
    standings[exec.actor.program] = standing == Self.serving ? nil : standing
    var (mustRead, mustListen) = (false, false)
    servers.update(number) { instance in
      if instance.serverBegan == nil {
        instance.serving.begin(exec, isServer: standing.role == .server)
        mustListen = true
      }
      if standing.role == .server { instance.serve(exec) }
      if standing.role == .launcher, standing.launch.launcher.isContainerEngine {
        instance.containerLaunch = standing.launch
      }
      if standing.isInstaller || standing.installsItself {
        mustRead = Launch.of(exec).launcher.installs || standing.installsItself
        instance.learn(registriesOf: standing.launch)
      }
    }
    return (mustListen ? listen(exec) : [])
      + (mustRead ? [.request(.readRegistries(exec.actor.process, user: exec.user))] : [])
  }

  /// What the kernel does not tell by itself.
  private func listen(_ exec: Exec) -> [Outcome] {
    guard let inode = Serving.pipe(exec) else { return [] }
    let actor = exec.actor
    return [.request(.awaitMessage(actor.process, actor.program, inode: inode))]
  }

  mutating func learn(_ message: FirstMessage) {
    guard message.inode != 0 else { return }
    for (number, instance) in servers.instances
    where instance.serving.inode == message.inode && instance.ended == nil {
      servers.update(number) { $0.serving.learn(message) }
    }
  }

  /// Forgets programs that no server has any more.
  mutating func forgetStandings() {
    if standings.isEmpty { return }
    standings = standings.filter { servers.instance(of: $0.key) != nil }
  }

  mutating func learn(_ registries: Registries) {
    guard let node = processes[registries.process],
      let instance = servers.instance(of: node.program)
    else { return }
    servers.update(instance.number) { $0.learn(registries: registries.endpoints) }
  }
}
