// SPDX-License-Identifier: Apache-2.0

import Events

/// Roles of processes below uv and pipx.
///
/// uv stays and starts the server as a child, with `UV` in its environment. Before that it asks
/// interpreters for their version (`-I -B -c`), and builds source packages with `-c` from a folder
/// of builds.
enum PythonRole {
  static func of(_ exec: Exec, launch: Launch) -> ProcessRole {
    guard let first = exec.arguments.first else { return .launcher }
    let name = CommandLineText.baseName(first)
    if isBuild(exec) { return .installScript }
    if launchers.contains(name) || launchers.contains(CommandLineText.baseName(exec.file)) {
      return .launcher
    }
    return isProbe(exec.arguments) ? .launcher : .server
  }

  private static let launchers: Set<String> = ["uv", "uvx", "pipx", "pip", "pip3"]

  /// Whether uv runs the program to inspect an interpreter; shims of pyenv and their helpers count.
  private static func isProbe(_ arguments: [String]) -> Bool {
    let name = CommandLineText.baseName(arguments.first ?? "")
    if helpers.contains(name) { return true }
    guard LaunchReader.isPython(name) else { return isShim(arguments) }
    let options = arguments.dropFirst().prefix { $0.hasPrefix("-") }
    return options.contains("-I") && options.contains("-c") || options.contains("--version")
  }

  private static func isShim(_ arguments: [String]) -> Bool {
    arguments.prefix(3).contains { $0.contains("/.pyenv/") || $0.contains("/.asdf/shims/") }
  }

  private static let helpers: Set<String> = [
    "readlink", "uname", "ldd", "git", "basename", "dirname",
  ]

  /// Whether the installer runs it for a build: PEP 517 hooks and setup.py.
  private static func isBuild(_ exec: Exec) -> Bool {
    let marks = [
      "setup.py", "build_meta", "get_requires_for_build", "prepare_metadata_for_build",
      "build_wheel", "_in_process.py", "/sdists-v", "build_editable",
    ]
    return exec.arguments.prefix(6).contains { argument in
      let head = argument.prefix(4_096)
      return marks.contains { head.contains($0) }
    }
  }
}
