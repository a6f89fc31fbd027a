// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
package import Events

/// A child of a client that is in no configuration and yet looks like an MCP server.
///
/// Four things must hold: the program that forked it is a known client; its stdin and stdout are
/// both pipes or sockets, as a client's own ends are; it is no tool, editor helper or test; and what
/// it runs calls itself an MCP server (`ServerName`). Editors start language servers, search tools,
/// type checkers and shells the same way: none of these says `mcp` in a program's name. Folders
/// above the executable, and the arguments of a tool, do not count.
package enum UnlistedServer {
  /// `ancestors` nearest first; the exec fits no entry.
  package static func recognise(_ exec: Exec, ancestors: [Exec]) -> Recognition? {
    guard speaksOnStdio(exec), let client = ancestors.first.flatMap(ClientPrograms.product),
      let found = server(exec)
    else { return nil }
    let entry = ServerEntry(
      name: ShownText.escaped(found.name, limit: 120),
      transport: .stdio(command: exec.arguments), client: client, scope: .user, file: "",
      user: exec.user)
    return Recognition(
      candidates: [entry], confidence: .medium,
      reasons: [
        "started by \(client) with pipes as stdin and stdout", "no configuration lists it",
      ],
      package: found.package.map { ShownText.escaped($0.description) },
      isPinned: found.package?.isPinned, isUnlisted: true)
  }

  private static func speaksOnStdio(_ exec: Exec) -> Bool {
    exec.stdio.count >= 2
      && exec.stdio.prefix(2).allSatisfy { $0.kind == .pipe || $0.kind == .socket }
  }

  private static func server(_ exec: Exec) -> (name: String, package: PackageSpec?)? {
    for words in commands(exec) {
      if let found = server(words, of: exec) { return found }
    }
    return nil
  }

  /// The command as it was started, and the one a wrapper shows: of a shell only if its text is
  /// that one command, since agents run whole scripts with `-c`.
  private static func commands(_ exec: Exec) -> [[String]] {
    var commands = [exec.arguments]
    while let last = commands.last, commands.count < 4, let inner = inner(last) {
      commands.append(inner)
    }
    return commands
  }

  private static func inner(_ words: [String]) -> [String]? {
    switch CommandLineText.baseName(words.first ?? "") {
    case "env": return EnvironmentWrapper.inner(words.dropFirst())
    case "sh", "bash", "dash", "zsh", "ash":
      guard let option = words.dropFirst().first, option.hasPrefix("-"), option.hasSuffix("c"),
        words.count == 3, var command = words.last.flatMap(CommandLineText.words)
      else { return nil }
      if command.first == "exec" { command.removeFirst() }
      return command.isEmpty ? nil : command
    default: return nil
    }
  }

  private static func server(
    _ words: [String], of exec: Exec
  ) -> (name: String, package: PackageSpec?)? {
    guard let first = words.first else { return nil }
    let program = CommandLineText.baseName(first)
    let launch = LaunchReader.read(words)
    if let package = launch.package, launch.launcher.installs {
      return ServerName.isServer(package, arguments: launch.arguments)
        ? (package.name, package) : nil
    }
    if GenericProgram.isOne(program) { return script(words).map { ($0, nil) } }
    let rest = words.dropFirst().first { !$0.hasPrefix("-") }
    if ClientPrograms.product(of: exec) != nil {
      return ServerName.isServeCommand(words.dropFirst().prefix(2)) ? (program, nil) : nil
    }
    if ServerName.isTool(program) { return nil }
    let isNamed = ServerName.says(program) || rest.map(ServerName.isSubcommand) == true
    return isNamed ? (program, nil) : nil
  }

  /// A module or a script that names itself a server.
  private static func script(_ words: [String]) -> String? {
    let program = CommandLineText.baseName(words.first ?? "")
    if LaunchReader.isPython(program), let module = ProgramName.module(words) {
      return ServerName.says(module) ? module : nil
    }
    guard GenericProgram.isInterpreter(program) || program == "deno" || program == "bun" else {
      return nil
    }
    let rest = words.dropFirst().drop { $0 == "run" }
    let taking = LaunchOptions.node.union(LaunchOptions.python).subtracting(codeOptions)
    let options = LaunchOptions.read(rest, taking: taking)
    let own = rest.dropLast(options.rest.count)
    guard !own.contains(where: isCode), let path = options.rest.first else { return nil }
    return ServerName.ofScript(path)
  }

  /// The program is text on the command line: `-c`, `-lc`, `-e`, `--eval`.
  private static func isCode(_ word: String) -> Bool {
    codeOptions.contains(word)
      || word.hasPrefix("-") && !word.hasPrefix("--") && word.hasSuffix("c")
  }

  private static let codeOptions: Set<String> = ["-c", "-e", "-p", "-m", "--eval", "--print"]
}
