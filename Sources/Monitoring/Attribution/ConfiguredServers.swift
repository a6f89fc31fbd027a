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
  func expectations(for recognition: Recognition) -> Expectations {
    if recognition.isUnlisted { return .none }
    return .all(of: Self.subjects(recognition).map { policy.expectations(for: $0) })
  }

  /// From where other machines may connect to it.
  func clients(for recognition: Recognition) -> ExpectedClients {
    recognition.isUnlisted ? .none : policy.clients(for: Self.subjects(recognition))
  }

  /// The credentials that every one of the candidates may carry; nil where nothing says.
  func needs(for recognition: Recognition) -> Needs? {
    recognition.isUnlisted ? nil : policy.needs(for: Self.subjects(recognition))
  }

  /// The proxies that count for every one of the candidates.
  func proxies(for recognition: Recognition, named: NamedProxies) -> Expectations {
    if recognition.isUnlisted { return policy.proxies(for: Subject(names: []), named: named) }
    return .all(of: Self.subjects(recognition).map { policy.proxies(for: $0, named: named) })
  }

  private static func subjects(_ recognition: Recognition) -> [Subject] {
    recognition.candidates.map { entry in
      Subject(
        names: [entry.name], package: recognition.package, program: command(of: entry),
        client: entry.client, implied: entry.implied, granted: entry.granted,
        proxies: entry.proxies)
    }
  }

  private static func command(of entry: ServerEntry) -> String {
    guard case .stdio(let command) = entry.transport else { return "" }
    return command.first ?? ""
  }
}
