// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Servers

/// What is learned of one start of a server: where its installers may download from, and when the
/// server itself began.
extension ServerInstance {
  /// A program of the server's begins, with this standing.
  mutating func take(_ exec: Exec, _ standing: LaunchStanding) {
    if serverBegan == nil { serving.begin(exec, isServer: standing.role == .server) }
    if standing.role == .server { serve(exec) }
    if standing.role == .launcher, standing.launch.launcher.isContainerEngine {
      containerLaunch = standing.launch
    }
    if standing.isInstaller || standing.installsItself { learn(registriesOf: standing.launch) }
  }

  /// Whether `take` would change anything: most programs below a server change nothing.
  func isChanged(by standing: LaunchStanding) -> Bool {
    serverBegan == nil || standing.role != .server || standing.installsItself
  }

  /// What is built in for a launcher, and what its words say.
  private mutating func learn(registriesOf launch: Launch) {
    learn(
      registries: RegistryHosts.defaults(for: launch.launcher) + RegistryHosts.named(by: launch))
  }

  mutating func learn(registries endpoints: [String]) {
    let new = endpoints.filter { !registries.contains($0) }
    guard !new.isEmpty, registries.count < Self.mostRegistries else { return }
    registries += new.prefix(Self.mostRegistries - registries.count)
    if !isRegistryWritten { registry = .registry(registries) }
  }

  /// Once: what a program of its own says later is its own word.
  mutating func learn(_ proxies: Proxies, by configured: ConfiguredServers) {
    guard proxies.process == exec.actor.process, namedProxies == NamedProxies() else { return }
    namedProxies = NamedProxies(machine: proxies.machine, starter: proxies.starter)
    self.proxies = configured.proxies(for: recognition, in: home, named: namedProxies)
  }

  /// What is expected of it from now on, which proxies count, and which clients.
  mutating func expect(by configured: ConfiguredServers) {
    expectations = configured.expectations(for: recognition, in: home)
    habits = expectations.isNothingByPolicy ? .none : configured.habits
    clients = configured.clients(for: recognition, in: home)
    proxies = configured.proxies(for: recognition, in: home, named: namedProxies)
    let written = configured.registries(for: recognition, in: home)
    isRegistryWritten = written != nil
    registry = written ?? (registries.isEmpty ? .none : .registry(registries))
    needs = configured.needs(for: recognition, in: home)
  }

  /// The server itself begins, if it has not yet.
  mutating func serve(_ exec: Exec) {
    guard serverBegan == nil else { return }
    serverBegan = exec.time
    serverProgram = exec.executable
  }

  private static let mostRegistries = 96
}
