// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Servers

/// What people wrote down: the entries by which a server is recognised, and the policy by which it
/// is judged.
struct ConfiguredServers: Sendable {
  let policy: Policy
  let recognisers: [any Recogniser]
  /// What libraries do by themselves and the policy does not refuse.
  let habits: LibraryHabits

  init(policy: Policy, recognisers: [any Recogniser]) {
    self.policy = policy
    self.recognisers = recognisers
    habits = LibraryHabits(
      pythonIndex: RegistryHosts.indexHost(of: .pipx), nodeIndex: RegistryHosts.indexHost(of: .npx),
      refusing: policy.refusedHabits)
  }

  /// What the policy says runs is it, whatever else it looks like.
  func recognise(_ exec: Exec, ancestors: [Exec]) -> Recognition? {
    if let found = recognise(exec, in: nil) { return found }
    for recogniser in recognisers {
      if let found = recogniser.recognise(exec, ancestors: ancestors) { return found }
    }
    return nil
  }

  /// By a gateway's label, or a port that leads into it.
  func recognise(_ container: Container) -> Recognition? {
    for recogniser in recognisers {
      if let found = recogniser.recognise(container) { return found }
    }
    return nil
  }

  /// By the port that a process took.
  func recognise(_ bound: Bound, by exec: Exec, in container: Container?) -> Recognition? {
    let port = bound.path.isEmpty ? bound.endpoint.port : nil
    if let found = recognise(exec, in: container, taking: port) { return found }
    for recogniser in recognisers {
      if let found = recogniser.recognise(bound, by: exec) { return found }
    }
    return nil
  }

  /// By the policy, of what no client lists.
  func recognise(
    _ exec: Exec, in container: Container?, taking port: UInt16? = nil
  ) -> Recognition? {
    // systemd's own step between its fork and the unit's program.
    if CommandLineText.baseName(exec.executable) == "systemd-executor" { return nil }
    guard let found = policy.server(running: exec, in: container, taking: port) else { return nil }
    return Recognition(
      named: found.server.name, file: found.server.place.file, line: found.server.place.line,
      running: exec, in: container, reasons: found.reasons)
  }

  /// Of several candidates only what every one of them may use, so that doubt is reported.
  func expectations(
    for recognition: Recognition, in container: Container? = nil
  ) -> Expectations {
    if recognition.isUnlisted { return .none }
    return .all(of: Self.subjects(recognition, container).map { policy.expectations(for: $0) })
  }

  /// Where its installers may download from, by the policy's word; nil where it says nothing.
  func registries(for recognition: Recognition, in container: Container? = nil) -> Expectations? {
    let subjects =
      recognition.isUnlisted ? [Subject(names: [])] : Self.subjects(recognition, container)
    return policy.registries(for: subjects)
  }

  /// What the catalogue has for it and was read in no source.
  func unverified(for recognition: Recognition, in container: Container? = nil) -> [String] {
    if recognition.isUnlisted { return [] }
    return Self.subjects(recognition, container).flatMap { policy.unverified(for: $0) }
  }

  /// From where other machines may connect to it.
  func clients(
    for recognition: Recognition, in container: Container? = nil
  ) -> ExpectedClients {
    recognition.isUnlisted ? .none : policy.clients(for: Self.subjects(recognition, container))
  }

  /// The credentials that every one of the candidates may carry; nil where nothing says.
  func needs(for recognition: Recognition, in container: Container? = nil) -> Needs? {
    recognition.isUnlisted ? nil : policy.needs(for: Self.subjects(recognition, container))
  }

  /// The proxies that count for every one of the candidates.
  func proxies(
    for recognition: Recognition, in container: Container? = nil, named: NamedProxies
  ) -> Expectations {
    if recognition.isUnlisted { return policy.proxies(for: Subject(names: []), named: named) }
    return .all(
      of: Self.subjects(recognition, container).map { policy.proxies(for: $0, named: named) })
  }

  private static func subjects(
    _ recognition: Recognition, _ container: Container?
  ) -> [Subject] {
    recognition.candidates.map { entry in
      Subject(
        names: [entry.name], package: recognition.package, program: command(of: entry),
        client: entry.client, implied: entry.implied, granted: entry.granted,
        proxies: entry.proxies, container: container)
    }
  }

  private static func command(of entry: ServerEntry) -> String {
    guard case .stdio(let command) = entry.transport else { return "" }
    return command.first ?? ""
  }
}
