// SPDX-License-Identifier: Apache-2.0

/// Where the package may be installed that a program belongs to, by its paths alone.
package struct PackageSearch: Hashable, Sendable {
  /// The package as the entry names it; nil where it does not.
  package var spec: PackageSpec?
  /// Absolute: the program as it was started, and its script.
  package var paths: [String]
  /// What `python -m` runs; empty without.
  package var module: String
  /// uv's own folder of unpacked packages and environments, to be looked through; empty without.
  package private(set) var cache = ""

  /// `words` are a program's path and arguments, `directory` where it was started (empty where that is not
  /// known).
  package init(_ words: [String], file: String, directory: String, spec: PackageSpec?) {
    self.spec = spec
    module = Self.module(of: words)
    var paths: [String] = []
    for word in [file] + words.prefix(6) {
      guard let path = Self.absolute(word, in: directory), !paths.contains(path) else { continue }
      paths.append(path)
    }
    self.paths = paths
  }

  /// Where launchers and tools keep it for a user, without anything being started.
  package mutating func addPlaces(_ command: String, home: String) {
    let name = spec?.program ?? command
    var places: [String] = []
    if let spec, spec.ecosystem == .npm {
      let folder = LauncherCache.npxFolder(of: spec) ?? ""
      places = ["\(home)/.npm/_npx/\(folder)", "/usr/local/lib", "/usr/lib"].map {
        "\($0)/node_modules/\(spec.name)/package.json"
      }
    } else if !name.contains("/"), !name.isEmpty {
      places = ["\(home)/.local/share/uv/tools/\(name)", "\(home)/.local/share/pipx/venvs/\(name)"]
        .map { "\($0)/bin/\(name)" }
      places += ["\(home)/.local", "/usr/local", "/usr"].map { "\($0)/bin/\(name)" }
      cache = home.isEmpty || spec == nil ? "" : "\(home)/.cache/uv/archive-v0"
    }
    paths += places.filter { $0.hasPrefix("/") && !paths.contains($0) }
  }

  /// Names by which its distribution may be found, normalised, the surest first.
  package var pythonNames: [String] {
    var names: [String] = []
    if let spec, spec.ecosystem == .pypi { names.append(spec.program) }
    if !module.isEmpty { names.append(module) }
    names += paths.map { CommandLineText.baseName($0) }
    return names.map(PythonDistribution.normalised).filter {
      !$0.isEmpty && !LaunchReader.isPython($0)
    }
  }

  /// The command that a distribution may have made: a file beside the interpreter.
  package var commands: [String] {
    paths.filter { $0.contains("/bin/") }.map { CommandLineText.baseName($0) }
      .filter { !LaunchReader.isPython($0) }
  }

  /// The folders above a `bin` of these paths: environments that may have a `lib/pythonN/site-packages`.
  package static func environments(_ paths: [String]) -> [String] {
    var found: [String] = []
    for path in paths {
      guard let mark = path.range(of: "/bin/", from: path.endIndex) else { continue }
      let folder = String(path[..<mark.lowerBound])
      if !folder.isEmpty, !found.contains(folder) { found.append(folder) }
    }
    return found
  }

  /// The folders of packages that a path of Node's lies in, the innermost first.
  package static func nodeFolders(_ path: String) -> [(folder: String, name: String)] {
    var found: [(folder: String, name: String)] = []
    let parts = path.split(separator: "/").map(String.init)
    for (index, part) in parts.enumerated() where part == "node_modules" {
      guard index + 1 < parts.count, !parts[index + 1].hasPrefix(".") else { continue }
      let isScoped = parts[index + 1].hasPrefix("@") && index + 2 < parts.count
      let end = isScoped ? index + 3 : index + 2
      guard end < parts.count else { continue }
      found.insert(
        (
          "/" + parts[..<end].joined(separator: "/"),
          parts[(index + 1)..<end].joined(separator: "/")
        ),
        at: 0)
    }
    return found
  }

  /// The folders that hold the path, nearest first, six at most: where a project's own description may lie.
  package static func holders(of path: String) -> [String] {
    var parts = path.split(separator: "/").dropLast()
    var found: [String] = []
    while parts.count > 1, found.count < 6 {
      found.append("/" + parts.joined(separator: "/"))
      parts.removeLast()
    }
    return found
  }

  /// Whether the program says nothing about what it runs: an interpreter, a shell, a launcher.
  package static func isGeneric(_ path: String) -> Bool {
    GenericProgram.isOne(CommandLineText.baseName(path))
  }

  private static func module(of words: [String]) -> String {
    guard let first = words.first, LaunchReader.isPython(CommandLineText.baseName(first)),
      let flag = words.prefix(8).firstIndex(of: "-m"), flag + 1 < words.count
    else { return "" }
    return String(words[flag + 1].prefix { $0 != "." }.prefix(128))
  }

  private static func absolute(_ word: String, in directory: String) -> String? {
    guard word.utf8.count < 4_096, word.contains("/"), !word.hasPrefix("-"), !word.contains("://")
    else { return nil }
    if word.hasPrefix("/") { return word }
    return directory.hasPrefix("/") ? "\(directory)/\(word)" : nil
  }
}

extension String {
  /// The last place of a text before an end.
  fileprivate func range(of text: String, from end: Index) -> Range<Index>? {
    var last: Range<Index>?
    var rest = self[..<end]
    while let found = rest.firstRange(of: text) {
      last = found
      rest = self[found.upperBound..<end]
    }
    return last
  }
}
