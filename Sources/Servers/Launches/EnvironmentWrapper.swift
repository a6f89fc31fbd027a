// SPDX-License-Identifier: Apache-2.0

/// Reads `env [options] [NAME=value…] command …`.
enum EnvironmentWrapper {
  /// The command inside; nil if there is none.
  static func inner(_ words: ArraySlice<String>) -> [String]? {
    var index = words.startIndex
    while index < words.endIndex {
      let word = words[index]
      switch word {
      case "-u", "--unset", "-C", "--chdir": index += 2
      case "-S", "--split-string":
        guard index + 1 < words.endIndex, let split = CommandLineText.words(words[index + 1]) else {
          return nil
        }
        return split + words[(index + 2)...]
      case "--": return tail(words, from: index + 1)
      default:
        guard word.hasPrefix("-") || word.contains("=") else { return tail(words, from: index) }
        index += 1
      }
    }
    return nil
  }

  /// Names of the variables that a command line sets for what it starts: by `env`, before a shell's command,
  /// or as an option of a container engine.
  static func variables(of words: [String]) -> Set<String> {
    var names: Set<String> = []
    for launch in Launch.chain(words) where launch.launcher == .shell {
      for text in words where text.contains(" ") {
        names.formUnion((ShellText(text)?.assignments ?? []).compactMap(name))
      }
    }
    guard let first = words.first.map({ CommandLineText.baseName($0) }) else { return names }
    if first == "env" {
      names.formUnion(assignments(words.dropFirst()))
    } else if engines.contains(first) {
      names.formUnion(options(words))
    }
    return names
  }

  private static let engines: Set<String> = ["docker", "podman", "nerdctl"]

  /// Up to the command.
  private static func assignments(_ words: ArraySlice<String>) -> [String] {
    guard let command = inner(words) else { return [] }
    return words.dropLast(command.count).compactMap(name)
  }

  private static func options(_ words: [String]) -> [String] {
    zip(words, words.dropFirst()).compactMap { option, value in
      if option == "-e" || option == "--env" { return name(value) }
      return option.hasPrefix("--env=") ? name(String(option.dropFirst(6))) : nil
    }
  }

  /// Of `NAME=value`.
  static func name(_ word: String) -> String? {
    guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return nil }
    let name = word[..<equals]
    guard name.utf8.count <= ConfigurationLimits.name,
      name.allSatisfy({ $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) })
    else { return nil }
    return String(name)
  }

  private static func tail(_ words: ArraySlice<String>, from index: Int) -> [String]? {
    index < words.endIndex ? Array(words[index...]) : nil
  }
}
