// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Disclosure

@Suite struct ShownCommandTests {
  @Test(arguments: [
    ("plain-1.0/a=b", "plain-1.0/a=b"), ("", "''"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#),
    ("$(x)", "'$(x)'"), ("a\nb", #"$'a\nb'"#), ("\u{1b}[2K'\\", #"$'\x1b[2K\'\\'"#),
    ("a\u{202e}b", #"$'a\u202eb'"#), ("\u{e0041}", #"$'\U000e0041'"#), ("žluť", "'žluť'"),
  ])
  func quotes(argument: String, expected: String) {
    #expect(ShownCommand.quoted(argument) == expected)
  }

  @Test func readsLikeACommandLine() {
    let command = ShownCommand(["docker", "run", "-e", "TOKEN=abc", "an image"])
    #expect(command.line == "docker run -e TOKEN=*** 'an image'")
    #expect(!command.isCut)
  }

  @Test func isBoundedWhateverComes() {
    let many = ShownCommand(Array(repeating: "a", count: 100_000))
    #expect(many.isCut && many.arguments.count <= 256)
    let long = ShownCommand([String(repeating: "\u{1}", count: 1 << 20)])
    #expect(long.isCut && long.line.utf8.count <= 4 * 4096 + 3)
  }
}
