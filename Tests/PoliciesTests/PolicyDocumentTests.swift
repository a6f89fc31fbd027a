// SPDX-License-Identifier: Apache-2.0

import Testing
import YAML

@testable import Policies

/// A policy's document as it crosses from a parser's process.
@Suite struct PolicyDocumentTests {
  private static let texts = [
    "", "egret: 1\n", "egret: 1\nservers:\n  a: {expect: [\"*.a.test\", 10.0.0.0/8:5432]}\n",
    "a: [1, '2', \"3\", |\n", "a: *b\n", "a: 1\na: 2\n", "a: \u{7}\n", "a\n---\nb\n",
    String(repeating: "[", count: 200), "a: &b [1]\nc: [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n",
  ]

  @Test(arguments: texts)
  func comesBack(text: String) throws {
    let document = PolicyDocument(text)
    #expect(PolicyDocument(encoded: document.encoded) == document)
    let read = Policy.read(text, file: "p.yaml")
    #expect(Policy.read(text, file: "p.yaml") { _ in document } == read)
    for count in document.encoded.indices {
      #expect(PolicyDocument(encoded: Array(document.encoded.prefix(count))) == nil)
    }
  }

  @Test("Deeper than a policy may be is no document, whoever made it")
  func depth() {
    var node = YAMLNode(content: .sequence([]), mark: YAMLMark(line: 1, column: 1))
    for _ in 0..<PolicyReader.limits.depth { node.content = .sequence([node]) }
    #expect(Self.read(node) != nil)
    node.content = .sequence([node])
    #expect(Self.read(node) == nil)
  }

  private static func read(_ node: YAMLNode) -> PolicyDocument? {
    PolicyDocument(encoded: PolicyDocument(root: .success(node)).encoded)
  }

  @Test func whatIsNoTextHasNoAnswer() {
    #expect(PolicyDocument.answer([0xFF, 0xFE]).isEmpty)
    #expect(PolicyDocument(encoded: []) == nil)
    #expect(PolicyDocument(encoded: PolicyDocument.answer([])) == PolicyDocument(""))
  }
}
