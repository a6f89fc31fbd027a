// SPDX-License-Identifier: Apache-2.0

import Testing
import YAML

/// What a document is built of.
@Suite struct NodeTests {
  private static let limits = YAMLLimits(depth: 20, nodes: 1_000)

  private func parse(_ text: String) throws -> YAMLNode {
    try #require(try YAMLNode.parse(text, limits: Self.limits))
  }

  /// A node without its marks.
  private func shown(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, let isPlain): isPlain ? text : "'\(text)'"
    case .sequence(let nodes): "[" + nodes.map(shown).joined(separator: ",") + "]"
    case .mapping(let pairs):
      "{" + pairs.map { shown($0.key) + ":" + shown($0.value) }.joined(separator: ",") + "}"
    }
  }

  private func problem(_ text: String) -> YAMLProblem? {
    do throws(YAMLProblem) {
      _ = try YAMLNode.parse(text, limits: Self.limits)
      return nil
    } catch { return error }
  }

  @Test(arguments: [
    ("a: 1", "{a:1}"), ("- a\n- [b, {c: }]\n", "[a,[b,{c:}]]"), ("a: 'no'\nb: no", "{a:'no',b:no}"),
    ("--- |\n a\n b\n", "'a\nb\n'"), ("a: !!str no\nb: ! no\nc: !!bool no", "{a:'no',b:'no',c:no}"),
    ("? [a]\n: b\n", "{[a]:b}"), ("a: &x [1]\nb: *x\n", "{a:[1],b:[1]}"),
    ("a: &x 1\nb: &x 2\nc: *x\n", "{a:1,b:2,c:2}"), ("<<: {a: 1}\n", "{<<:{a:1}}"),
    ("a: \"\\0\\xe9\"", "{a:'\0é'}"), ("\u{FEFF}a: é", "{a:é}"), ("", ""), ("---\n", ""),
  ]) func nodes(text: String, expected: String) throws {
    let node = try YAMLNode.parse(text, limits: Self.limits)
    #expect(node.map(shown) ?? "" == expected)
  }

  @Test func emptyTextsHaveNoDocument() throws {
    #expect(try YAMLNode.parse("", limits: Self.limits) == nil)
    #expect(try YAMLNode.parse("# only a comment\n", limits: Self.limits) == nil)
    #expect(try YAMLNode.parse("---\n", limits: Self.limits) != nil)
  }

  @Test func marksCountScalarsFromOne() throws {
    guard case .mapping(let pairs) = try parse("é: &x a\nb:\n  - *x\n").content,
      case .sequence(let items) = pairs[1].value.content
    else {
      Issue.record("no mapping with a sequence")
      return
    }
    #expect(pairs[0].value.mark == YAMLMark(line: 1, column: 4))
    #expect(pairs[1].key.mark == YAMLMark(line: 2, column: 1))
    #expect(items[0].mark == pairs[0].value.mark)
  }

  @Test func faultsHaveTheirPlace() {
    func at(_ line: Int, _ column: Int) -> YAMLMark { YAMLMark(line: line, column: column) }
    #expect(problem("a: 1\n---\nb: 2\n") == .secondDocument(at: at(2, 1)))
    #expect(problem("a: 1\nb: *none\n") == .undefinedAlias(at: at(2, 4)))
    #expect(problem("a: &a [*a]\n") == .undefinedAlias(at: at(1, 8)))
    #expect(
      problem("b: 1\na: 1\na: 2\nb: 2\n")
        == .duplicateKeys(["a", "b"], at: at(3, 1), first: at(2, 1)))
    #expect(problem("a: {x: 1, 'x': 2}\n") == .duplicateKeys(["x"], at: at(1, 11), first: at(1, 5)))
    #expect(
      problem("a: é\nb: \u{1}") == .character("control characters are not allowed", at: at(2, 4)))
    // Found by scripts/fuzz: neither ends a line.
    #expect(
      problem("a: \u{b}\u{c}\u{1}")
        == .character("control characters are not allowed", at: at(1, 4)))
    guard case .syntax(let text, let mark, let context) = problem("a: [1\n") else {
      Issue.record("no fault")
      return
    }
    #expect(text == "did not find expected ',' or ']'" && mark == at(2, 1))
    #expect(context == .init(text: "while parsing a flow sequence", mark: at(1, 4)))
  }
}
