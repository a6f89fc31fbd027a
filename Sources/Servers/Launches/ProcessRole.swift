// SPDX-License-Identifier: Apache-2.0

package import Events

/// The part of a process below a recognised launcher.
package enum ProcessRole: String, Hashable, Sendable, CaseIterable {
  /// The launcher itself or one of its helpers: it may reach its registry.
  case launcher
  /// Code of a package that runs while it is being installed: it has no business anywhere.
  case installScript
  /// The server that the entry describes, or a child of it.
  case server
}

extension ProcessRole {
  /// The role of an exec below a launch, or of the exec that shows the launch itself.
  ///
  /// `above` is the role of the process it was forked from, or of itself before this exec. A
  /// role that shows in argv and in the names of variables is not recognised if both are cut, and a
  /// package can imitate it once it runs: a process below a server or an install script keeps that
  /// role.
  package static func of(_ exec: Exec, below launch: Launch, above: ProcessRole) -> ProcessRole {
    switch above {
    case .server, .installScript: return above
    case .launcher: break
    }
    guard launch.launcher.installs else { return launch.nested == nil ? .server : .launcher }
    switch launch.launcher {
    case .npx, .bunx, .pnpm, .yarn: return NodeRole.of(exec, launch: launch)
    case .uvx, .uvRun, .pipx: return PythonRole.of(exec, launch: launch)
    case .deno, .docker, .podman, .nerdctl, .dockerGateway: return .launcher
    case .pythonModule, .python, .node, .bun, .shell, .env, .mcpo, .supergateway, .envmcp,
      .mcpProxy, .mcpRemote, .plain:
      return .server
    }
  }
}
