// SPDX-License-Identifier: Apache-2.0

package import Events

/// The launcher above a program that belongs to a server, and the program's role below it.
///
/// A role only ever loses rights: once a process is the server or an install script,
/// nothing it starts is an installer again. The exceptions are a bridge, which starts the very
/// command of its entry, and a shell script, which is read anew at each command.
package struct LaunchStanding: Hashable, Sendable {
  package var launch: Launch
  package var role: ProcessRole

  package init(launch: Launch, role: ProcessRole) {
    self.launch = launch
    self.role = role
  }

  /// The standing of the exec that shows a launch.
  package init(beginning exec: Exec) {
    let launch = Launch.of(exec)
    self.init(launch: launch, role: Self.firstRole(of: exec, launch))
  }

  /// The standing of an exec below, in the same process or a child. `isContained` says that it runs
  /// in another pid namespace than the recognised process.
  package func below(_ exec: Exec, isContained: Bool = false) -> LaunchStanding {
    switch role {
    case .installScript: return self
    case .server: return startsNested(exec) ? LaunchStanding(beginning: exec) : serverBelow
    case .launcher: break
    }
    if launch.launcher.isWrapper { return LaunchStanding(beginning: exec) }
    if launch.launcher.isContainerEngine {
      let isServer = isContained || Self.carriesContainerTraffic(exec)
      return LaunchStanding(launch: launch, role: isServer ? .server : .launcher)
    }
    return LaunchStanding(launch: launch, role: .of(exec, below: launch, above: .launcher))
  }

  /// Whether it resolves or downloads packages, or helps a launcher that does.
  package var isInstaller: Bool { role == .launcher && launch.launcher.installs }

  /// Whether the same process installs and serves, so that only destination and time show which.
  package var installsItself: Bool { role == .server && launch.launcher.installsItself }

  /// The standing of a program below the server; one that a one-process launcher starts is no
  /// installer.
  private var serverBelow: LaunchStanding {
    guard launch.launcher.installsItself else { return self }
    return LaunchStanding(launch: Launch(launcher: .plain), role: .server)
  }

  private static func firstRole(of exec: Exec, _ launch: Launch) -> ProcessRole {
    if launch.launcher.isWrapper { return .launcher }
    if launch.launcher.isBridge || launch.launcher.installsItself { return .server }
    return .of(exec, below: launch, above: .launcher)
  }

  /// Whether a bridge starts the command of its entry, and nothing else.
  private func startsNested(_ exec: Exec) -> Bool {
    guard let nested = launch.nested, !launch.launcher.isWrapper else { return false }
    let wanted = Launch.chain(nested)
    let found = Launch.of(exec)
    return found.isStarter && wanted.contains { $0 == found }
  }

  /// Whether it carries the traffic of rootless containers: a helper on the host's side does.
  private static func carriesContainerTraffic(_ exec: Exec) -> Bool {
    carriers.contains(CommandLineText.baseName(exec.executable))
  }

  private static let carriers: Set<String> = [
    "slirp4netns", "pasta", "pasta.avx2", "passt", "passt.avx2", "rootlesskit", "rootlessport",
  ]
}

extension Launch {
  /// The launch of an exec: the outermost launcher that its command line shows, otherwise the
  /// program itself.
  package static func of(_ exec: Exec) -> Launch {
    let views = CommandViews(exec).views
    let launches = views.prefix(8).map { LaunchReader.read(Array($0)) }
    if let starter = launches.first(where: \.isStarter) { return starter }
    return launches.first ?? Launch(launcher: .plain)
  }

  /// Whether it starts another program.
  var isStarter: Bool { launcher.installs || launcher.isWrapper || nested != nil || remote != nil }
}

extension Launcher {
  /// Whether it only stands before a command.
  package var isWrapper: Bool { self == .shell || self == .env || self == .envmcp }

  package var isBridge: Bool {
    switch self {
    case .mcpo, .supergateway, .mcpProxy, .mcpRemote: true
    default: false
    }
  }

  package var isContainerEngine: Bool {
    switch self {
    case .docker, .podman, .nerdctl, .dockerGateway: true
    default: false
    }
  }

  /// Whether it installs and serves in one process.
  package var installsItself: Bool { self == .deno || self == .bun }
}
