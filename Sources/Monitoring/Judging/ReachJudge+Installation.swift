// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Policies
internal import Servers

/// What an installation may reach: an installer its registry, by name evidence like every host; an
/// install script nothing. Who is which follows from the launch (`LaunchStanding`) and not from the
/// clock, except where one process installs and serves.
extension ReachJudge {
  /// nil where the act is to be judged as the server's.
  var installationVerdict: Verdict? {
    switch act.doer.role {
    case .installScript: return scriptVerdict
    case .launcher: return act.doer.isInstaller ? installerVerdict : nil
    case .server: return isDownload ? Verdict() : nil
    }
  }

  /// How long a launcher that is also the server may download: what it loads later is the server's.
  static let downloadTime: UInt64 = 60_000_000_000

  private var isDownload: Bool {
    act.isDownloading && isOfRegistry
  }

  private var scriptVerdict: Verdict {
    var verdict = Verdict()
    if act.names.isOwnResolver { return verdict }
    verdict.fire(
      .installEgress, because: "an install script reached \(place); it may reach nothing")
    addWorse(to: &verdict)
    return verdict
  }

  private var installerVerdict: Verdict {
    var verdict = Verdict()
    if isOfRegistry || act.serverExpectations.isNamedByPolicy(question) || act.names.isOwnResolver {
      return verdict
    }
    if case .addressWithoutName = act.registry.judge(question) {
      verdict.fire(
        .addressWithoutName,
        because: "no name is known for \(place): the installer's registry may stand behind it")
    } else if let past = pastName(expectedBy: act.registry) {
      verdict.fire(.addressWithoutName, because: text(past))
    } else {
      let reason =
        act.doer.instance.value.isRegistryWritten
        ? "\(place) is none of the registries that the policy lists"
        : "\(place) is no registry of \(launcher.rawValue), the installer"
      verdict.fire(.installEgress, because: reason)
    }
    addWorse(to: &verdict)
    return verdict
  }

  private var launcher: Launcher { act.doer.standing?.value.launch.launcher ?? .plain }

  private var isOfRegistry: Bool { act.registry.allow(question) }

  /// What is worth reporting whoever reached it.
  private func addWorse(to verdict: inout Verdict) {
    if case .metadata = Expectations.none.judge(question) {
      verdict.fire(.metadataAccess, because: "\(place) is a cloud metadata service")
    }
    addCollector(to: &verdict)
  }
}
