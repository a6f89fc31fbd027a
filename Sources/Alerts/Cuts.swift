// SPDX-License-Identifier: Apache-2.0

/// Fields of which a line has less than there was.
package struct Cuts: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let ancestry = Cuts(rawValue: 1)
  package static let arguments = Cuts(rawValue: 2)
  package static let commandLine = Cuts(rawValue: 4)
  package static let reasons = Cuts(rawValue: 8)
  package static let expected = Cuts(rawValue: 16)
  package static let candidates = Cuts(rawValue: 32)
  package static let credentials = Cuts(rawValue: 64)
  package static let names = Cuts(rawValue: 128)
  /// A single text: a name, a path.
  package static let text = Cuts(rawValue: 256)

  private static let spelt: [(cut: Cuts, name: StaticString)] = [
    (.ancestry, "ancestry"), (.arguments, "args"), (.commandLine, "cmd_line"),
    (.reasons, "reasons"), (.expected, "expected"), (.candidates, "candidates"),
    (.credentials, "credentials"), (.names, "names"), (.text, "text"),
  ]

  /// As `truncated` spells them.
  var names: [StaticString] { Self.spelt.filter { contains($0.cut) }.map(\.name) }

  /// `"truncated":[…]`, or nothing where nothing was cut.
  func write(to json: inout JSONWriter) {
    if isEmpty { return }
    json.key("truncated")
    json.beginArray()
    for name in names { json.literal(name) }
    json.endArray()
  }
}
