// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Processes
internal import Servers

/// Where in a server's life an act falls, and what an installation may reach.
///
/// An installer has its registry, by name evidence like every host; an install script has nothing;
/// the server has what it is expected to use, and no registry. Who is which the launch tells
/// (`LaunchStanding`), not the clock, except where one process installs and serves.
extension Monitor {
  /// The clock of `start` begins at the server's own exec, not at the launcher's, and ends with the
  /// server's first message.
  func phase(at time: Instant, _ actor: Actor, _ instance: ServerInstance) -> Phase {
    let standing = standing(of: actor)
    if standing.isInstaller || standing.role == .installScript { return .install }
    if instance.serving.isServing(at: time) == true { return .run }
    return time.since(instance.serverBegan ?? instance.exec.time) < Self.startTime ? .start : .run
  }

  /// What a client waits for `initialize`: ten seconds.
  private static let startTime: UInt64 = 10_000_000_000
  /// How long a launcher that is also the server may download: what it loads later is the server's.
  private static let downloadTime: UInt64 = 60_000_000_000

  /// The verdict on an installation's act; nil where it is to be judged as the server's.
  func installVerdict(
    _ destination: Destination, _ actor: Actor, _ known: KnownNames, _ instance: ServerInstance
  ) -> Verdict? {
    let standing = standing(of: actor)
    switch standing.role {
    case .installScript: return scriptVerdict(destination, known, instance)
    case .launcher:
      guard standing.isInstaller else { return nil }
      return installerVerdict(destination, known, instance, standing.launch.launcher)
    case .server:
      guard standing.installsItself, isDownloading(destination, actor),
        isExpected(destination, known, instance, by: instance.registry)
      else { return nil }
      return Verdict()
    }
  }

  private func isDownloading(_ destination: Destination, _ actor: Actor) -> Bool {
    processes[actor.process]?.execTime.map { destination.time.since($0) < Self.downloadTime }
      ?? false
  }

  private func scriptVerdict(
    _ destination: Destination, _ known: KnownNames, _ instance: ServerInstance
  ) -> Verdict {
    if isOwnResolver(destination, instance) { return Verdict() }
    var verdict = Verdict()
    verdict.fire(
      .installEgress,
      because: "an install script reached \(Self.place(destination, known)); it may reach nothing")
    addWorse(destination, known, instance, to: &verdict)
    return verdict
  }

  private func installerVerdict(
    _ destination: Destination, _ known: KnownNames, _ instance: ServerInstance,
    _ launcher: Launcher
  ) -> Verdict {
    var verdict = Verdict()
    if isExpected(destination, known, instance, by: instance.registry)
      || instance.expectations.isNamedByPolicy(question(destination, known, instance))
      || isOwnResolver(destination, instance)
    {
      return verdict
    }
    let place = Self.place(destination, known)
    let question = question(destination, known, instance)
    if case .addressWithoutName = instance.registry.judge(question) {
      verdict.fire(
        .addressWithoutName,
        because: "no name is known for \(place): the installer's registry may stand behind it")
    } else {
      verdict.fire(
        .installEgress, because: "\(place) is no registry of \(launcher.rawValue), the installer")
    }
    addWorse(destination, known, instance, to: &verdict)
    return verdict
  }

  private func isExpected(
    _ destination: Destination, _ known: KnownNames, _ instance: ServerInstance,
    by expectations: Expectations
  ) -> Bool {
    if case .expected = expectations.judge(question(destination, known, instance)) { return true }
    return false
  }

  /// What is worth telling whoever reached it.
  private func addWorse(
    _ destination: Destination, _ known: KnownNames, _ instance: ServerInstance,
    to verdict: inout Verdict
  ) {
    if case .metadata = Expectations.none.judge(question(destination, known, instance)) {
      verdict.fire(
        .metadataAccess, because: "\(Self.place(destination, known)) is a cloud metadata service")
    }
    addCollector(known, instance, &verdict)
  }

  func question(
    _ destination: Destination, _ known: KnownNames, _ instance: ServerInstance
  ) -> Question {
    Question(
      endpoint: destination.endpoint, transport: destination.transport, names: known.names,
      isNameEvidenceComplete: !instance.hasUnseenNames && !mayMissNames(instance, destination))
  }
}
