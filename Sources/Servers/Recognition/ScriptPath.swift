// SPDX-License-Identifier: Apache-2.0

package import Events

/// The file that an interpreter was started to run.
package enum ScriptPath {
  /// As its command line has it: relative to where it was started. Nil for what is no interpreter, and where
  /// the program stands in the command line or comes from stdin, or is a module.
  package static func of(_ exec: Exec) -> String? {
    guard let first = exec.arguments.first else { return nil }
    let names = [CommandLineText.baseName(exec.executable), CommandLineText.baseName(first)]
    if names.contains(where: { LaunchReader.isPython($0) }) {
      return script(exec.arguments, taking: LaunchOptions.python)
    }
    if names.contains(where: { $0 == "deno" || $0 == "bun" }) {
      return script(Array(exec.arguments.drop { $0 != "run" }), taking: LaunchOptions.node)
    }
    guard names.contains(where: { GenericProgram.isInterpreter($0) }) else { return nil }
    return script(exec.arguments, taking: LaunchOptions.node)
  }

  private static func script(_ words: [String], taking: Set<String>) -> String? {
    let options = LaunchOptions.read(words.dropFirst(), taking: taking)
    let own = words.dropFirst().dropLast(options.rest.count)
    guard !own.contains(where: isOther), let path = options.rest.first, path != "-", !path.isEmpty,
      !path.contains("://"), path.utf8.count < 4_096
    else { return nil }
    return path
  }

  /// The program is text, or a module: no file that is named.
  private static func isOther(_ word: String) -> Bool {
    ["-c", "-e", "-p", "-m", "--eval", "--print", "-s"].contains(word)
      || word.hasPrefix("-") && !word.hasPrefix("--") && word.hasSuffix("c")
  }
}
