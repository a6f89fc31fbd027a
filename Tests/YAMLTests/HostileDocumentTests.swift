// SPDX-License-Identifier: Apache-2.0

import Testing
import YAML

/// Documents made to take time, memory or the stack: each ends in an error, or is small.
@Suite struct HostileDocumentTests {
  private static let size = 1 << 20
  private static let limits = YAMLLimits(depth: 100, nodes: 100_000)

  private func problem(_ text: String, _ limits: YAMLLimits = limits) -> YAMLProblem? {
    do throws(YAMLProblem) {
      _ = try YAMLNode.parse(text, limits: limits)
      return nil
    } catch { return error }
  }

  private func repeated(_ text: String) -> String {
    String(repeating: text, count: Self.size / text.utf8.count)
  }

  private func bomb(_ width: Int) -> String {
    (1...30).reduce("a0: &a0 [x, x, x, x]\n") { text, level in
      let aliases = Array(repeating: "*a\(level - 1)", count: width).joined(separator: ", ")
      return text + "a\(level): &a\(level) [\(aliases)]\n"
    }
  }

  @Test func aliasesCountAsWhatTheyStandFor() {
    let ten = YAMLLimits(depth: 3, nodes: 10)
    #expect(problem("[&a [x, x], *a, *a]", ten) == nil)
    #expect(
      problem("[&a [x, x], *a, *a, *a]", ten) == .expansion(at: YAMLMark(line: 1, column: 21)))
    #expect(problem("[&a x, x, x, x, x, x, x, x, x, x]", ten) != nil)
    #expect(problem("[&a [[x]], [*a]]", ten) == .tooDeep(at: YAMLMark(line: 1, column: 13)))
    let two = YAMLLimits(depth: 3, nodes: 10, aliases: 2)
    #expect(problem("[&a x, *a, *a]", two) == nil)
    #expect(
      problem("[&a x, *a, *a, *a]", two) == .tooManyAliases(at: YAMLMark(line: 1, column: 16)))
  }

  @Test(arguments: [2, 9]) func bombsAreRefused(width: Int) {
    for text in [bomb(width), bomb(width) + "? *a9\n: 1\n? *a8\n: 2\n"] {
      guard case .expansion = problem(text) else {
        Issue.record("width \(width)")
        continue
      }
    }
  }

  @Test(arguments: [
    "[", "{a: ", "- ", "? ", "[?", "{? ", "&a [", "!!x [", "- ? ", "a:\n ", "[[", "{\"", "[a, [",
  ]) func depthIsBounded(opening: String) {
    for count in [101, 990, 20_000, Self.size / opening.utf8.count] {
      #expect(problem(String(repeating: opening, count: count)) != nil)
    }
  }

  @Test func closedDepthIsBounded() {
    for count in [101, 5_000, Self.size / 2] {
      let text = String(repeating: "[", count: count) + String(repeating: "]", count: count)
      #expect(problem(text) == .tooDeep(at: YAMLMark(line: 1, column: 101)))
    }
    let lines = (0..<1_200).map { String(repeating: " ", count: $0) + "a:\n" }
    #expect(problem(lines.joined()) == .tooDeep(at: YAMLMark(line: 101, column: 101)))
  }

  /// A megabyte of one thing.
  @Test(arguments: [
    "a,", "?,", ":,", "- a\n", "-\n", "a: b\n", "#", "# *a\n", "\n", " ", "\t", "a", "a ", "'",
    "\"",
    "''", "\\", "|", "|\n", "> \n", "%A\n", "%TAG ! a\n", "---\n", "--- a\n", "...\n", "!", "!!",
    "!a ", "&", "&a ", "*", "*a ", "*a,", "\u{85}", "\u{2028}", "\r", "é", "{a,", "a: [", "a?",
    "a:",
    "a: ", "? a\n", "\"a\": ", "a: |\n x\n", "- - a\n", "\"\\u0041", "&a a: b\n", "!<",
    "!<x> a: \n",
    "\0", "@", "`", "a #", "[a]: b\n", "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa - a\n",
  ]) func aMegabyteIsRefusedOrHasFewNodes(of text: String) throws {
    for text in [repeated(text), "[" + repeated(text), "{" + repeated(text), "- " + repeated(text)]
    {
      // The time of the slowest is measured in Benchmarks.
      guard let node = try? YAMLNode.parse(text, limits: Self.limits) else { continue }
      #expect(Self.count(node) <= Self.limits.nodes)
    }
  }

  private static func count(_ node: YAMLNode) -> Int {
    switch node.content {
    case .scalar: 1
    case .sequence(let nodes): 1 + nodes.reduce(0) { $0 + count($1) }
    case .mapping(let pairs): 1 + pairs.reduce(0) { $0 + count($1.key) + count($1.value) }
    }
  }

  @Test func lateFaultsAreFound() {
    let items = String(repeating: "a, ", count: 33_000)
    #expect(problem("[" + items) != nil)
    #expect(problem("[" + items + "\u{1}]") != nil)
    #expect(problem((0..<40_000).map { "k\($0): &k\($0) v\n" }.joined() + "k0: 1\n") != nil)
  }

  /// Cut anywhere, and with every byte exchanged for one that means something.
  @Test func neverTraps() {
    let text = "a: &x [1, 'b', \"\\x41\"]\n? {c: *x}\n: |-\n  d\n<<: *x\n--- !t\n- %é\n...\n"
    let scalars = Array(text.unicodeScalars)
    let noise = Array("*&\0\t[]{}\"'|>:?-#%!@`,\n \u{2028}\\".unicodeScalars)
    for index in scalars.indices {
      _ = problem(String(String.UnicodeScalarView(scalars[..<index])))
      for scalar in noise {
        var changed = scalars
        changed[index] = scalar
        _ = problem(String(String.UnicodeScalarView(changed)))
      }
    }
  }
}
