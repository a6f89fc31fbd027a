// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Servers

/// What is learned of one start of a server: where its installers may download from, and when the
/// server itself began.
extension ServerInstance {
  /// What is built in for a launcher, and what its words say.
  mutating func learn(registriesOf launch: Launch) {
    learn(registries: RegistryHosts.defaults(for: launch.launcher) + RegistryHosts.named(by: launch))
  }

  mutating func learn(registries endpoints: [String]) {
    let new = endpoints.filter { !registries.contains($0) }
    guard !new.isEmpty, registries.count < Self.mostRegistries else { return }
    registries += new.prefix(Self.mostRegistries - registries.count)
    registry = .registry(registries)
  }

  /// The server itself begins, if it has not yet.
  mutating func serve(_ exec: Exec) {
    guard serverBegan == nil else { return }
    serverBegan = exec.time
    serverProgram = exec.executable
  }

  private static let mostRegistries = 96
}
