// SPDX-License-Identifier: Apache-2.0

/// Why a text is no document, or none that is read.
package enum YAMLProblem: Error, Hashable {
  /// Against the grammar, in libyaml's words. The context is what began and where.
  case syntax(String, at: YAMLMark, context: Context?)
  /// A character that YAML does not allow.
  case character(String, at: YAMLMark)
  /// An alias without an anchor before it.
  case undefinedAlias(at: YAMLMark)
  case secondDocument(at: YAMLMark)
  /// Keys that stand twice in one mapping, sorted; where the first of them stands again, and where it
  /// stood.
  case duplicateKeys([String], at: YAMLMark, first: YAMLMark)
  case tooDeep(at: YAMLMark)
  case tooManyNodes(at: YAMLMark)
  case tooManyAliases(at: YAMLMark)
  /// Aliases that stand for more nodes than a document may have.
  case expansion(at: YAMLMark)
  case outOfMemory

  package struct Context: Hashable, Sendable {
    package var text: String
    package var mark: YAMLMark

    package init(text: String, mark: YAMLMark) {
      self.text = text
      self.mark = mark
    }
  }
}
