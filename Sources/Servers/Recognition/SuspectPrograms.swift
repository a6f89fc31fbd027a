// SPDX-License-Identifier: Apache-2.0

package import Events

/// The programs that may be a server or begin one, by their base names: what the entries start, and what
/// can start it without showing it in its own name. An exec of any other program, in a process that is
/// not below a client or a server, is a stranger's.
package struct SuspectPrograms: Hashable, Sendable {
  /// Base names.
  package private(set) var names: Set<String>
  /// Shells: suspect only where the first argument is a script that has one of the names.
  package var shells: Set<String> { ShellText.shells }

  package init(entries: [ServerEntry]) {
    names = Self.always
    for (index, entry) in entries.enumerated() {
      for pattern in CommandPattern.all(entry: index, of: entry) { take(pattern) }
    }
  }

  private mutating func take(_ pattern: CommandPattern) {
    if let package = pattern.launch.package { names.insert(package.program) }
    let script = GenericProgram.isInterpreter(pattern.head) ? Self.script(pattern) : nil
    if let script { names.insert(script) }
    if script == nil || !shells.contains(pattern.head) { names.insert(pattern.head) }
  }

  /// The script that is the first argument; nil if that is an option or has variables.
  private static func script(_ pattern: CommandPattern) -> String? {
    guard let first = pattern.words.dropFirst().first, first.isLiteral, !first.text.hasPrefix("-")
    else { return nil }
    return CommandLineText.baseName(first.text)
  }

  /// Whether a process that runs has one of these base names, or is given a script that has.
  package static func runs(_ exec: Exec, oneOf names: Set<String>) -> Bool {
    ([exec.executable] + exec.arguments.prefix(2)).contains {
      names.contains(CommandLineText.baseName($0))
    }
  }

  private static let always = ClientPrograms.programs
    .union(GenericProgram.starters).union(pythons).union(loaders)

  /// An interpreter's name may have its version in it.
  private static let pythons: Set<String> = {
    let versions = ["", "2", "2.7", "3"] + (0..<40).map { "3.\($0)" }
    return Set(versions.flatMap { ["python" + $0, "pypy" + $0] })
  }()

  /// A dynamic loader runs the program that is its argument.
  private static let loaders: Set<String> = [
    "ld.so", "ld-linux.so.2", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1",
    "ld-musl-x86_64.so.1", "ld-musl-aarch64.so.1",
  ]
}
