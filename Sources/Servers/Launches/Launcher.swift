// SPDX-License-Identifier: Apache-2.0

/// A program whose work is to start another.
package enum Launcher: String, Hashable, Sendable, CaseIterable {
  case npx, bunx, pnpm, yarn, uvx, pipx
  case uvRun = "uv run"
  case pythonModule = "python -m"
  case python, node, deno, bun
  case docker, podman, nerdctl
  case dockerGateway = "docker mcp gateway"
  case shell, env
  case mcpo, supergateway, envmcp
  case mcpProxy = "mcp-proxy"
  case mcpRemote = "mcp-remote"
  /// No launcher: the program is the server.
  case plain

  /// Whether it downloads a missing package before it starts the program.
  package var installs: Bool {
    switch self {
    case .npx, .bunx, .pnpm, .yarn, .uvx, .pipx, .uvRun, .deno, .docker, .podman, .nerdctl,
      .dockerGateway:
      true
    case .pythonModule, .python, .node, .bun, .shell, .env, .mcpo, .supergateway, .envmcp,
      .mcpProxy, .mcpRemote, .plain:
      false
    }
  }
}
