// SPDX-License-Identifier: Apache-2.0

/// TOML (toml.io, version 1.1) as values: with the file's order, lines, and no value that has no
/// meaning for a configuration (dates and times).
struct TOMLDocument {
  private let tree: TOMLTree

  static func parse(
    _ bytes: [UInt8]
  ) -> (value: ConfigurationValue?, problems: [ConfigurationProblem]) {
    guard !bytes.contains(0) else {
      return (nil, [ConfigurationProblem(text: "not valid TOML: it has a NUL byte", lost: .file)])
    }
    // What is no UTF-8 is repaired.
    let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
    do throws(TOMLFailure) {
      let document = TOMLDocument(tree: try TOMLParser.parse(text))
      return (document.value(TOMLTree.root, depth: 0), [])
    } catch {
      return (nil, [ConfigurationProblem(line: error.line, text: error.text, lost: .file)])
    }
  }

  private func value(_ place: Int, depth: Int) -> ConfigurationValue? {
    guard depth < ConfigurationLimits.depth else { return nil }
    let node = tree[place]
    switch node.content {
    case .table(let table):
      let members = table.order.compactMap { member($0, depth: depth) }
      return ConfigurationValue(.map(members), line: node.line)
    case .list(let places, _):
      let values = places.compactMap { value($0, depth: depth + 1) }
      return ConfigurationValue(.list(values), line: node.line)
    case .scalar(let content): return ConfigurationValue(content, line: node.line)
    case .time: return nil
    }
  }

  private func member(
    _ member: TOMLTree.Member, depth: Int
  ) -> ConfigurationValue.Member? {
    value(member.place, depth: depth + 1).map {
      .init(name: member.name, line: tree[member.place].line, value: $0)
    }
  }
}
