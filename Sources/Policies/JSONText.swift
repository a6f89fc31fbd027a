// SPDX-License-Identifier: Apache-2.0

/// A JSON value as text. Of ASCII only, which is all that a schema holds.
indirect enum JSONText {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([JSONText])
  case object([(key: String, value: JSONText)])

  func lines(indent: Int = 0) -> String {
    switch self {
    case .text(let text): Self.quoted(text)
    case .number(let number): "\(number)"
    case .flag(let flag): "\(flag)"
    case .list(let items):
      Self.enclosed("[", items.map { $0.lines(indent: indent + 2) }, "]", indent)
    case .object(let members):
      Self.enclosed(
        "{", members.map { "\(Self.quoted($0.key)): \($0.value.lines(indent: indent + 2))" }, "}",
        indent)
    }
  }

  private static func enclosed(_ start: String, _ parts: [String], _ end: String, _ indent: Int)
    -> String
  {
    if parts.isEmpty { return start + end }
    let blanks = String(repeating: " ", count: indent)
    return start + "\n" + parts.map { "\(blanks)  \($0)" }.joined(separator: ",\n")
      + "\n\(blanks)\(end)"
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }
}
