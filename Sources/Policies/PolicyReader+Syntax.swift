// SPDX-License-Identifier: Apache-2.0

import Disclosure
import YAML

/// The faults of a document as diagnostics.
extension PolicyReader {
  mutating func report(_ problem: YAMLProblem) {
    switch problem {
    case .syntax(let text, let mark, let context): report(syntax: text, mark, context)
    case .character(let text, let mark):
      error(place(mark), "not YAML: \(ShownText.escaped(text, limit: 80)); remove the character")
    case .undefinedAlias(let mark): report(syntax: "found undefined alias", mark, nil)
    case .secondDocument(let mark):
      let context = YAMLProblem.Context(
        text: "expected a single document in the stream", mark: mark)
      report(syntax: "but found another document", mark, context)
    case .duplicateKeys(let keys, let mark, let first):
      for key in keys.prefix(3) { reportRepeated(key, mark, first) }
    case .tooDeep(let mark):
      error(place(mark), "nested deeper than \(Self.limits.depth) levels; a policy has five")
    case .tooManyNodes(let mark):
      error(place(mark), "there are more than \(Self.limits.nodes) keys and values")
    case .tooManyAliases(let mark), .expansion(let mark):
      error(
        place(mark),
        "there are more than \(Self.limits.aliases) YAML aliases (`*name`); write the lists out, and "
          + "quote wildcards (\"*.example.com\")")
    case .outOfMemory: error(start, "the file takes more memory than there is")
    }
  }

  /// In every mapping, however deep; the parser bounds both.
  mutating func reportRepeatedKeys(in node: YAMLNode) {
    switch node.content {
    case .scalar: break
    case .sequence(let items): for item in items { reportRepeatedKeys(in: item) }
    case .mapping(let pairs):
      var first: [String: YAMLMark] = [:]
      for pair in pairs {
        if case .scalar(let key, _) = pair.key.content {
          if let before = first[key] { reportRepeated(key, pair.key.mark, before) }
          first[key] = first[key] ?? pair.key.mark
        }
        reportRepeatedKeys(in: pair.value)
      }
    }
  }

  private mutating func reportRepeated(_ key: String, _ mark: YAMLMark, _ first: YAMLMark) {
    error(
      place(mark),
      "the key \(ShownText.quoted(key)) stands on line \(first.line) too, and one would be lost; keep one"
    )
  }

  private mutating func report(
    syntax text: String, _ mark: YAMLMark, _ context: YAMLProblem.Context?
  ) {
    let why = Self.sentence(text, context?.text)
    let mark = context?.text.contains("alias") == true ? context?.mark ?? mark : mark
    error(place(mark), "not YAML: \(why)\(Self.advice(text, context?.text))")
  }

  private static func sentence(_ problem: String, _ context: String?) -> String {
    let words = [context, problem].compactMap { $0 }.filter { !$0.isEmpty }
    return ShownText.escaped(words.joined(separator: ": "), limit: 200)
  }

  /// What this file's mistakes usually are.
  private static func advice(_ problem: String, _ context: String?) -> String {
    if context?.contains("alias") == true || problem.contains("undefined alias") {
      return "; a `*` starts an alias, so quote a wildcard: \"*.example.com\""
    }
    if problem.contains("tab") || problem.contains("start any token") {
      return "; indent with spaces, and quote what starts with @, ` or %"
    }
    if problem.contains("expected <block end>") || problem.contains("',' or ']'") {
      return "; quote an IPv6 address in brackets: \"[2001:db8::1]:443\""
    }
    if problem.contains("another document") { return "; remove the `---` and what follows" }
    return ""
  }
}
