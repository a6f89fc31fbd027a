// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
package import Events

/// The name of a server's program if no package is shown: an interpreter's name says nothing.
package enum ProgramName {
  /// The module of `python -m`, the package or folder of a script, otherwise the executable's name.
  /// Nil if the words name nothing of the kind.
  package static func of(_ exec: Exec) -> String? {
    for view in CommandViews(exec).views.reversed() {
      if let name = of(Array(view)) { return ShownText.escaped(name, limit: 120) }
    }
    return nil
  }

  /// The names in the command that a wrapper starts, innermost first.
  static func of(_ words: [String]) -> String? {
    var lines = [words]
    lines += Launch.chain(words).compactMap(\.nested)
    for line in lines.reversed() {
      if let name = inner(line) { return name }
    }
    return nil
  }

  private static func inner(_ words: [String]) -> String? {
    guard let first = words.first else { return nil }
    let program = CommandLineText.baseName(first)
    if LaunchReader.isPython(program) {
      return module(words) ?? script(words, taking: LaunchOptions.python)
    }
    let rest = program == "deno" || program == "bun" ? Array(words.drop { $0 != "run" }) : words
    guard GenericProgram.isInterpreter(program) || rest.first == "run" else { return nil }
    return script(rest, taking: LaunchOptions.node)
  }

  /// The module of `python -m`.
  static func module(_ words: [String]) -> String? {
    guard let place = words.firstIndex(of: "-m"), place + 1 < words.endIndex,
      words[1..<place].allSatisfy({ $0.hasPrefix("-") })
    else { return nil }
    return words[place + 1]
  }

  private static func script(_ words: [String], taking: Set<String>) -> String? {
    let options = LaunchOptions.read(words.dropFirst(), taking: taking)
    let own = words.dropFirst().dropLast(options.rest.count)
    guard !own.contains(where: isCode), let path = options.rest.first else { return nil }
    return ServerName.package(ofScript: path)
  }

  /// The program is text on the command line.
  private static func isCode(_ word: String) -> Bool {
    ["-c", "-e", "-p", "--eval", "--print"].contains(word)
      || word.hasPrefix("-") && !word.hasPrefix("--") && word.hasSuffix("c")
  }
}
