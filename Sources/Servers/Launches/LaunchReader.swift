// SPDX-License-Identifier: Apache-2.0

/// Reads a launcher's words: its options, the command that it starts, and that command's arguments.
enum LaunchReader {
  static func read(_ words: [String]) -> Launch {
    guard let first = words.first else { return Launch(launcher: .plain) }
    let rest = words.dropFirst()
    switch CommandLineText.baseName(first) {
    case "npx": return npm(rest, as: .npx)
    case "npm": return subcommand(rest, ["exec", "x"]).map { npm($0, as: .npx) } ?? plain(rest)
    case "bunx": return npm(rest, as: .bunx)
    case "bun": return bun(rest)
    case "pnpm": return subcommand(rest, ["dlx"]).map { npm($0, as: .pnpm) } ?? plain(rest)
    case "pnpx": return npm(rest, as: .pnpm)
    case "yarn": return subcommand(rest, ["dlx"]).map { npm($0, as: .yarn) } ?? plain(rest)
    case "uvx": return uvx(rest)
    case "uv": return uv(rest)
    case "pipx": return subcommand(rest, ["run"]).map(pipx) ?? plain(rest)
    case "deno": return deno(rest)
    case "docker", "podman", "nerdctl": return ContainerLaunch.read(words)
    case "env": return wrapped(.env, EnvironmentWrapper.inner(rest), rest)
    case "sh", "bash", "dash", "zsh", "ash": return shell(rest)
    case "node", "nodejs": return script(rest, as: .node)
    case let name where isPython(name): return python(rest)
    case let name: return bridge(name, rest) ?? plain(rest)
    }
  }

  private static func plain(_ rest: ArraySlice<String>) -> Launch {
    Launch(launcher: .plain, arguments: Array(rest))
  }

  private static func wrapped(
    _ launcher: Launcher, _ nested: [String]?, _ rest: ArraySlice<String>
  ) -> Launch {
    Launch(launcher: launcher, arguments: Array(rest), nested: nested)
  }

  static func isPython(_ name: String) -> Bool {
    guard name.hasPrefix("python") || name.hasPrefix("pypy") else { return false }
    let rest = name.drop { $0.isLetter }
    return rest.allSatisfy { $0.isNumber || $0 == "." }
  }

  /// The words behind the subcommand, if it is one of these and only options stand before it.
  private static func subcommand(
    _ words: ArraySlice<String>, _ names: [String]
  ) -> ArraySlice<String>? {
    guard let place = words.firstIndex(where: { !$0.hasPrefix("-") }), names.contains(words[place])
    else { return nil }
    return words[(place + 1)...]
  }
}

// MARK: - npm and similar launchers

extension LaunchReader {
  private static func npm(_ words: ArraySlice<String>, as launcher: Launcher) -> Launch {
    let options = LaunchOptions.read(words, taking: LaunchOptions.npm)
    let given = options.value(of: ["-p", "--package"])
    if let call = options.value(of: ["-c", "--call"]) {
      return Launch(
        launcher: launcher, package: given.flatMap(PackageSpec.npm),
        nested: CommandLineText.words(call))
    }
    guard let name = given ?? options.rest.first else { return Launch(launcher: launcher) }
    let rest = options.rest.dropFirst()
    let arguments = Array(rest.first == "--" ? rest.dropFirst() : rest)
    return bridged(
      Launch(
        launcher: launcher, package: .npm(name), arguments: arguments,
        registries: options.registries))
  }

  private static func bun(_ words: ArraySlice<String>) -> Launch {
    if let rest = subcommand(words, ["x"]) { return npm(rest, as: .bunx) }
    return script(subcommand(words, ["run"]) ?? words, as: .bun)
  }

  private static func deno(_ words: ArraySlice<String>) -> Launch {
    let rest = subcommand(words, ["run", "x"]) ?? words
    let options = LaunchOptions.read(rest, taking: LaunchOptions.deno)
    guard let name = options.rest.first else { return Launch(launcher: .deno) }
    let package = name.hasPrefix("npm:") ? PackageSpec.npm(name) : PackageSpec.jsr(name)
    return Launch(launcher: .deno, package: package, arguments: Array(options.rest.dropFirst()))
  }

  private static func script(_ words: ArraySlice<String>, as launcher: Launcher) -> Launch {
    let options = LaunchOptions.read(words, taking: LaunchOptions.node)
    return Launch(launcher: launcher, arguments: Array(options.rest.dropFirst()))
  }
}

// MARK: - Python

extension LaunchReader {
  private static func uvx(_ words: ArraySlice<String>) -> Launch {
    let options = LaunchOptions.read(words, taking: LaunchOptions.uv)
    guard let name = options.value(of: ["--from"]) ?? options.rest.first else {
      return Launch(launcher: .uvx)
    }
    let arguments = Array(options.rest.dropFirst())
    return bridged(
      Launch(
        launcher: .uvx, package: .pypi(name), arguments: arguments,
        registries: options.registries))
  }

  private static func uv(_ words: ArraySlice<String>) -> Launch {
    let options = LaunchOptions.read(words, taking: LaunchOptions.uv)
    switch options.rest.first {
    case "tool":
      let tool = options.rest.dropFirst()
      guard let verb = tool.first, verb == "run" || verb == "uvx" else { return plain(words) }
      return uvx(tool.dropFirst())
    case "x": return uvx(options.rest.dropFirst())
    case "run": return uvRun(options.rest.dropFirst())
    default: return plain(words)
    }
  }

  /// What `uv run` starts is a program of the project, or of a package it was given with `--with`.
  private static func uvRun(_ words: ArraySlice<String>) -> Launch {
    let options = LaunchOptions.read(words, taking: LaunchOptions.uv)
    let program = options.value(of: ["-m", "--module"]) ?? options.rest.first
    let with = options.values(of: ["--with", "-w"]).compactMap(PackageSpec.pypi)
    let package = with.first { $0.program == program } ?? (with.count == 1 ? with.first : nil)
    return Launch(
      launcher: .uvRun, package: package, arguments: Array(options.rest.dropFirst()),
      nested: options.rest.isEmpty ? nil : Array(options.rest), registries: options.registries)
  }

  private static func pipx(_ words: ArraySlice<String>) -> Launch {
    let options = LaunchOptions.read(words, taking: LaunchOptions.pipx)
    guard let name = options.value(of: ["--spec"]) ?? options.rest.first else {
      return Launch(launcher: .pipx)
    }
    let arguments = Array(options.rest.dropFirst())
    return bridged(
      Launch(
        launcher: .pipx, package: .pypi(name), arguments: arguments,
        registries: options.registries))
  }

  private static func python(_ words: ArraySlice<String>) -> Launch {
    let options = LaunchOptions.read(words, taking: LaunchOptions.python)
    // Behind `-m module` everything is the module's own.
    if options.value(of: ["-m"]) != nil, let place = words.firstIndex(of: "-m") {
      return Launch(launcher: .pythonModule, arguments: Array(words[(place + 2)...]))
    }
    return Launch(launcher: .python, arguments: Array(options.rest.dropFirst()))
  }
}

// MARK: - Wrappers and bridges

extension LaunchReader {
  private static func shell(_ words: ArraySlice<String>) -> Launch {
    guard let text = ShellText.command(of: words) else {
      return Launch(launcher: .shell, arguments: Array(words))
    }
    return wrapped(.shell, ShellText(text)?.words, words)
  }

  /// A package that is itself a bridge starts, or connects to, the real server.
  private static func bridged(_ launch: Launch) -> Launch {
    guard let package = launch.package,
      let inner = bridge(package.program, launch.arguments[...])
    else { return launch }
    var launch = launch
    launch.nested = inner.nested
    launch.remote = inner.remote
    return launch
  }

  private static func bridge(_ name: String, _ words: ArraySlice<String>) -> Launch? {
    switch name {
    case "mcpo": return behindDashes(.mcpo, words)
    case "mcp-proxy": return proxy(words)
    case "supergateway":
      let options = LaunchOptions.read(words, taking: LaunchOptions.supergateway)
      return Launch(
        launcher: .supergateway,
        nested: options.value(of: ["--stdio"]).flatMap(CommandLineText.words),
        remote: options.value(of: ["--sse", "--streamableHttp"]).flatMap(EndpointURL.shown))
    case "mcp-remote": return remote(.mcpRemote, words)
    case "envmcp":
      let options = LaunchOptions.read(words, taking: ["-e", "--env-file"])
      return Launch(launcher: .envmcp, nested: options.rest.isEmpty ? nil : Array(options.rest))
    default: return nil
    }
  }

  private static func behindDashes(_ launcher: Launcher, _ words: ArraySlice<String>) -> Launch {
    guard let dashes = words.firstIndex(of: "--"), dashes + 1 < words.endIndex else {
      return Launch(launcher: launcher, arguments: Array(words))
    }
    return Launch(launcher: launcher, nested: Array(words[(dashes + 1)...]))
  }

  /// `mcp-proxy https://host/sse` connects; `mcp-proxy [options] [--] command …` starts.
  private static func proxy(_ words: ArraySlice<String>) -> Launch {
    let options = LaunchOptions.read(words, taking: LaunchOptions.proxy)
    if let url = options.rest.first, url.contains("://") { return remote(.mcpProxy, options.rest) }
    return Launch(launcher: .mcpProxy, nested: options.rest.isEmpty ? nil : Array(options.rest))
  }

  private static func remote(_ launcher: Launcher, _ words: ArraySlice<String>) -> Launch {
    Launch(
      launcher: launcher, arguments: Array(words),
      remote: words.first { $0.contains("://") }.flatMap { EndpointURL.shown($0) })
  }
}
