// SPDX-License-Identifier: Apache-2.0

import Yams

/// The YAML library's errors as diagnostics.
extension PolicyReader {
  mutating func report(_ problem: YamlError) {
    switch problem {
    case .scanner(let context, let text, let mark, _), .parser(let context, let text, let mark, _),
      .composer(let context, let text, let mark, _):
      let why = Self.sentence(text, context?.text)
      let mark = context?.text.contains("alias") == true ? context?.mark ?? mark : mark
      error(place(mark.line, mark.column), "not YAML: \(why)\(Self.advice(text, context?.text))")
    case .duplicatedKeysInMapping(let keys, let context):
      let names = keys.prefix(3).map { Shown.quoted($0) }.joined(separator: ", ")
      error(
        place(max(context.mark.line, 1), max(context.mark.column, 1)),
        "the key \(names) stands twice in one mapping, and one would be lost; keep one")
    case .reader(let text, let offset, _, let yaml): report(unreadable: text, offset ?? 0, yaml)
    case .dataCouldNotBeDecoded: error(start, "the file is not UTF-8; save it as UTF-8")
    case .memory: error(start, "the file takes more memory than there is")
    case .no, .writer, .emitter, .representer:
      error(start, "the YAML library failed; report this file")
    }
  }

  /// A byte that YAML does not allow; the offset counts characters.
  private mutating func report(unreadable text: String, _ offset: Int, _ yaml: String) {
    let before = yaml.prefix(max(offset, 0))
    let line = before.count { $0.isNewline } + 1
    let column = before.reversed().prefix { !$0.isNewline }.count + 1
    error(place(line, column), "not YAML: \(Shown.text(text)); remove the character")
  }

  private static func sentence(_ problem: String, _ context: String?) -> String {
    let words = [context, problem].compactMap { $0 }.filter { !$0.isEmpty }
    return Shown.text(words.joined(separator: ": "), limit: 200)
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
