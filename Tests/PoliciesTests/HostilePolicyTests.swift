// SPDX-License-Identifier: Apache-2.0

import Policies
import Testing

/// Files made to take time, memory or the stack.
@Suite struct HostilePolicyTests {
  private func refused(_ text: String) -> String? {
    let reading = Policy.read(text, file: "p.yaml")
    return reading.policy == nil ? reading.diagnostics.first?.description : nil
  }

  @Test func refusesALargeFile() {
    let text = "egret: 1\n# " + String(repeating: "x", count: 1 << 20)
    #expect(refused(text)?.contains("1048576") == true)
  }

  @Test func refusesAnAliasBombAsAKey() {
    var text = "egret: 1\na0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(refused(text + "? *a9\n: x\n? *a8\n: y\n")?.contains("aliases") == true)
  }

  /// YAML has more line ends than editors show: what follows them is no comment.
  @Test(arguments: ["\r", "\u{85}", "\u{2028}", "\u{2029}"])
  func noAliasHidesInAComment(lineEnd: String) {
    let hidden = (0..<9).map { "# x\(lineEnd)a\($0): *a" }.joined(separator: "\n")
    #expect(refused("egret: &a 1\n" + hidden + "\n")?.contains("aliases") == true)
    let comments = (0..<20).map { _ in "# *word* in a comment\r\n" }.joined()
    #expect(Policy.read("egret: 1\r\n" + comments, file: "p").diagnostics == [])
  }

  @Test func countsAliasesAndNothingElse() {
    func text(_ count: Int) -> String {
      let aliases = Array(repeating: "expect: *x", count: count).enumerated().map {
        "  s\($0.offset): {\($0.element)}\n"
      }
      return "egret: 1\nservers:\n  s: {expect: &x [\"*a.example.com\", a*b.example.com]}\n"
        + aliases.joined()
    }
    #expect(refused(text(8))?.contains("aliases") == false)
    #expect(
      refused(text(9))
        == "p.yaml:12:16: error: there are more than 8 YAML aliases (`*name`); write the lists out, "
        + "and quote wildcards (\"*.example.com\")")
    let words = "egret: 1\nservers:\n  s: {expect: [a.example.com]} # *a *b *c *d *e *f *g *h *i\n"
    #expect(Policy.read(words, file: "p").diagnostics == [])
  }

  @Test(arguments: ["[", "{a: ", "- ", "? "])
  func refusesDepth(opening: String) {
    let text = "egret: 1\nservers: " + String(repeating: opening, count: 50_000)
    #expect(refused(text) != nil)
  }

  @Test func refusesIndentedDepth() {
    let lines = (0..<1_200).map { String(repeating: " ", count: $0) + "a:\n" }
    #expect(refused("egret: 1\n" + lines.joined()) != nil)
  }

  @Test func refusesALongList() {
    let items = (0..<2_000).map { "h\($0).example.com" }.joined(separator: ", ")
    #expect(refused("egret: 1\nservers:\n  a: {expect: [\(items)]}\n")?.contains("1024") == true)
  }

  @Test func boundsItsDiagnostics() {
    let keys = (0..<5_000).map { "k\($0): 1\n" }.joined()
    #expect(Policy.read("egret: 1\n" + keys, file: "p").diagnostics.count == 101)
  }

  @Test func neverTrapsOnCutFiles() {
    let example = Array(PolicyReadingTests.example.unicodeScalars)
    for end in example.indices {
      let cut = String(String.UnicodeScalarView(example[..<end]))
      let reading = Policy.read(cut, file: "p.yaml")
      #expect(reading.policy != nil || !reading.diagnostics.isEmpty)
    }
  }

  @Test func neverTrapsOnSwappedCharacters() {
    let noise: [Unicode.Scalar] = [
      "*", "&", "\0", "\t", "[", "{", "\"", "|", ":", "\u{2028}", "%", "!", "?",
    ]
    let example = Array(PolicyReadingTests.example.unicodeScalars)
    for index in example.indices {
      var scalars = example
      scalars[index] = noise[index % noise.count]
      let reading = Policy.read(String(String.UnicodeScalarView(scalars)), file: "p.yaml")
      #expect(reading.policy != nil || !reading.diagnostics.isEmpty)
    }
  }
}
