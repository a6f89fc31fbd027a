// SPDX-License-Identifier: Apache-2.0

import Events

/// Exec sequences as launchers make them: recorded on Debian 12 with npm 10.8, uv 0.13, deno 2.9,
/// shortened to what tells them apart. The client is process 100.
enum Launching: String, CaseIterable, Sendable {
  case npx, uvx, uvRun, pipx, pythonModule, node, deno, bunx, plain

  /// As a configuration has it.
  var command: [String] {
    switch self {
    case .npx: ["npx", "-y", "@acme/mcp-demo@1.0.0", "--root", "/srv"]
    case .uvx: ["uvx", "mcp-demo==1.0.0", "--root", "/srv"]
    case .uvRun: ["uv", "run", "--with", "mcp-demo", "mcp-demo", "--root", "/srv"]
    case .pipx: ["pipx", "run", "mcp-demo", "--root", "/srv"]
    case .pythonModule: ["python3", "-m", "mcp_demo", "--root", "/srv"]
    case .node: ["node", "/opt/demo/index.js", "--root", "/srv"]
    case .deno: ["deno", "run", "-A", "npm:@acme/mcp-demo", "--root", "/srv"]
    case .bunx: ["bunx", "@acme/mcp-demo", "--root", "/srv"]
    case .plain: ["/opt/demo/mcp-demo", "--root", "/srv"]
    }
  }

  /// What the alert calls it.
  var package: String {
    switch self {
    case .npx: "npm:@acme/mcp-demo@1.0.0"
    case .uvx: "pypi:mcp-demo==1.0.0"
    case .uvRun, .pipx: "pypi:mcp-demo"
    case .deno, .bunx: "npm:@acme/mcp-demo"
    case .pythonModule: "mcp_demo"
    case .node: "demo"
    case .plain: "mcp-demo"
    }
  }

  var isPinned: Bool? {
    switch self {
    case .npx, .uvx: true
    case .uvRun, .pipx, .deno, .bunx: false
    case .pythonModule, .node, .plain: nil
    }
  }

  /// Downloads before it starts the server.
  var installs: Bool {
    switch self {
    case .npx, .uvx, .uvRun, .pipx, .deno, .bunx: true
    case .pythonModule, .node, .plain: false
    }
  }

  /// A host it may download from.
  var registry: String? {
    switch self {
    case .npx, .bunx, .deno: "registry.npmjs.org"
    case .uvx, .uvRun, .pipx: ["files", "python" + "hosted", "org"].joined(separator: ".")
    case .pythonModule, .node, .plain: nil
    }
  }

  /// Whether packages bring scripts that run while they are installed, in a process of their own.
  var hasScripts: Bool { installs && self != .deno }

  private static let cache = "/home/u/.npm/_npx/c391b7bf94109fef/node_modules/.bin/mcp-demo"
  private static let python = "/usr/bin/python3.11"

  /// The launcher up to where it downloads; `pid` is what the client forked. Returns who downloads.
  func begin(_ pid: UInt32, _ story: inout Story) -> UInt32 {
    switch self {
    case .npx:
      story.exec(
        pid, ["/usr/bin/env", "node", "/usr/bin/npx"] + command.dropFirst(),
        executable: "/usr/bin/env", file: "/usr/bin/npx")
      story.exec(
        pid, ["node", "/usr/bin/npx"] + command.dropFirst(), executable: "/usr/bin/node",
        file: "/usr/bin/node")
    case .uvx:
      story.exec(pid, command, executable: "/home/u/.local/bin/uvx")
      story.exec(
        pid, ["/home/u/.local/bin/uv", "tool", "uvx"] + command.dropFirst(),
        executable: "/home/u/.local/bin/uv")
      probe(pid + 1, parent: pid, &story)
    case .uvRun:
      story.exec(pid, command, executable: "/home/u/.local/bin/uv")
      probe(pid + 1, parent: pid, &story)
    case .pipx:
      story.exec(
        pid, ["/usr/bin/python3", "/usr/bin/pipx"] + command.dropFirst(), executable: Self.python,
        file: "/usr/bin/pipx")
      story.exec(
        pid + 2, parent: pid,
        ["/home/u/.local/bin/uv", "tool", "run", "--python", Self.python] + command.dropFirst(2),
        executable: "/home/u/.local/bin/uv")
      return pid + 2
    case .pythonModule:
      story.exec(pid, command, executable: Self.python)
    case .node:
      story.exec(pid, command, executable: "/usr/bin/node")
    case .deno:
      story.exec(pid, command, executable: "/home/u/.deno/bin/deno")
    case .bunx:
      story.exec(pid, command, executable: "/home/u/.bun/bin/bun")
    case .plain:
      story.exec(pid, command)
    }
    return pid
  }

  /// uv looks at the interpreters it finds.
  private func probe(_ pid: UInt32, parent: UInt32, _ story: inout Story) {
    story.exec(
      pid, parent: parent, [Self.python, "-I", "-B", "-c", "import sys; …"],
      executable: Self.python)
    story.exit(pid)
  }

  /// A script of the package, while it is installed. Returns its process.
  func script(_ pid: UInt32, below installer: UInt32, _ story: inout Story) -> UInt32 {
    switch self {
    case .npx, .bunx:
      let names = ["PATH", "npm_lifecycle_event", "npm_package_resolved", "npm_package_integrity"]
      story.exec(
        pid, parent: installer, ["sh", "-c", "node setup.js"], executable: "/usr/bin/dash",
        environment: names)
      story.exec(pid + 1, parent: pid, ["node", "setup.js"], executable: "/usr/bin/node")
      return pid + 1
    case .uvx, .uvRun, .pipx:
      story.exec(
        pid, parent: installer,
        [
          "/home/u/.cache/uv/builds-v0/.tmpA/bin/python", "-c", "from setuptools import build_meta",
        ],
        executable: Self.python)
      return pid
    case .deno, .pythonModule, .node, .plain: return installer
    }
  }

  /// The server's own program, below the installer or in its place. Returns its process.
  func serve(_ pid: UInt32, below installer: UInt32, _ story: inout Story) -> UInt32 {
    switch self {
    case .npx:
      let names = ["PATH", "npm_lifecycle_event", "npm_lifecycle_script", "npm_command"]
      story.exec(
        pid, parent: installer, ["sh", "-c", "mcp-demo --root /srv"], executable: "/usr/bin/dash",
        environment: names)
      story.exec(
        pid + 1, parent: pid, ["node", Self.cache, "--root", "/srv"], executable: "/usr/bin/node")
      return pid + 1
    case .bunx:
      story.exec(
        pid, parent: installer,
        [
          "node", "/tmp/bunx-1000-@acme/mcp-demo@latest/node_modules/.bin/mcp-demo", "--root",
          "/srv",
        ],
        executable: "/usr/bin/node")
      return pid
    case .uvx, .uvRun, .pipx:
      let bin = "/home/u/.cache/uv/archive-v0/Ab3/bin"
      story.exec(
        pid, parent: installer, ["\(bin)/python", "\(bin)/mcp-demo", "--root", "/srv"],
        executable: Self.python, environment: ["PATH", "UV"])
      return pid
    case .deno, .pythonModule, .node, .plain: return installer
    }
  }
}
