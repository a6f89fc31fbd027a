// SPDX-License-Identifier: Apache-2.0

import Events

/// The command lines that an exec may be a spelling of.
///
/// The kernel shows a script as its interpreter's argument, `env` and shells stand before what they
/// start, and npm overwrites its own argv. There are eight views at most.
struct CommandViews {
  private(set) var views: [ArraySlice<String>] = []

  init(_ exec: Exec) {
    add(exec.arguments[...])
    addByFile(exec)
    var index = 0
    while index < views.count {
      derive(from: views[index])
      index += 1
    }
  }

  private mutating func add(_ view: ArraySlice<String>) {
    guard views.count < 8, let first = view.first, !first.isEmpty,
      !views.contains(where: { $0 == view })
    else { return }
    views.append(view)
  }

  /// Adds the file that was given to execve: it says more than argv[0], which the caller chooses.
  private mutating func addByFile(_ exec: Exec) {
    guard !exec.file.isEmpty, exec.file != exec.arguments.first else { return }
    if let place = exec.arguments.prefix(4).firstIndex(of: exec.file) {
      add(exec.arguments[place...])
    } else if CommandLineText.baseName(exec.file)
      != CommandLineText.baseName(exec.arguments.first ?? "")
    {
      add([exec.file] + exec.arguments.dropFirst())
    }
  }

  private mutating func derive(from view: ArraySlice<String>) {
    guard let first = view.first else { return }
    let name = CommandLineText.baseName(first)
    let rest = view.dropFirst()
    if name == "env" { EnvironmentWrapper.inner(rest).map { add($0[...]) } }
    if GenericProgram.isInterpreter(name), let script = rest.first, !script.hasPrefix("-") {
      add(rest)
    }
    if ShellText.shells.contains(name), let text = ShellText.command(of: rest) {
      ShellText(text).map { add($0.words[...]) }
    }
    if view.count == 1, first.hasPrefix("npm exec ") {
      CommandLineText.words(first).map { add($0[...]) }
    }
    LauncherSpelling.usual(view).map { add($0[...]) }
  }
}
