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

  private static func tail(_ words: ArraySlice<String>, from index: Int) -> [String]? {
    index < words.endIndex ? Array(words[index...]) : nil
  }
}
