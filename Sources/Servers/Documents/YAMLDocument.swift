// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
import YAML

/// A YAML document's nodes as a configuration's values. Merge keys are resolved, within bounds.
struct YAMLDocument {
  /// Deeper, or with more nodes, the document is not even built: it may have twice the values, since
  /// keys count as nodes.
  private static let limits = YAMLLimits(
    depth: 512, nodes: 2 * ConfigurationLimits.values, mayRepeatKeys: true)

  private var count = 0
  private var isCut = false
  private var repeated: [ConfigurationProblem] = []

  static func parse(
    _ bytes: [UInt8]
  ) -> (value: ConfigurationValue?, problems: [ConfigurationProblem]) {
    do {
      let text = String(decoding: bytes, as: UTF8.self)
      guard let node = try YAMLNode.parse(text, limits: limits) else { return (nil, []) }
      var document = YAMLDocument()
      let value = document.value(node, depth: 0)
      return (
        value,
        (document.isCut ? [ConfigurationProblem(text: cut, lost: .part)] : []) + document.repeated
      )
    } catch {
      var problem = problem(error)
      problem.lost = .file
      return (nil, [problem])
    }
  }

  private static let cut = "nested too deeply, or too many values; some are left out"

  private static func problem(_ problem: YAMLProblem) -> ConfigurationProblem {
    switch problem {
    case .syntax(let text, let mark, _), .character(let text, let mark):
      ConfigurationProblem(line: mark.line, text: ShownText.escaped("not valid YAML: \(text)"))
    case .undefinedAlias(let mark):
      ConfigurationProblem(line: mark.line, text: "not valid YAML: found undefined alias")
    case .secondDocument(let mark):
      ConfigurationProblem(line: mark.line, text: "not valid YAML: but found another document")
    case .duplicateKeys(let names, let mark, _):
      ConfigurationProblem(
        line: mark.line,
        text: ShownText.escaped("`\(names.first ?? "")` stands twice in one mapping"))
    case .tooDeep(let mark):
      ConfigurationProblem(line: mark.line, text: "nested too deeply")
    case .tooManyNodes(let mark):
      ConfigurationProblem(line: mark.line, text: "too many values")
    case .tooManyAliases, .expansion: ConfigurationProblem(text: "too many YAML aliases")
    case .outOfMemory: ConfigurationProblem(text: "not valid YAML")
    }
  }

  private mutating func value(_ node: YAMLNode, depth: Int) -> ConfigurationValue? {
    count += 1
    guard depth < ConfigurationLimits.depth, count <= ConfigurationLimits.values else {
      isCut = true
      return nil
    }
    let line = node.mark.line
    switch node.content {
    case .scalar(let text, let isPlain):
      return ConfigurationValue(isPlain ? Self.content(text) : .string(text), line: line)
    case .sequence(let nodes):
      return ConfigurationValue(.list(nodes.compactMap { value($0, depth: depth + 1) }), line: line)
    case .mapping(let pairs):
      return ConfigurationValue(.map(members(pairs, depth: depth)), line: line)
    }
  }

  /// Own members first; those merged with `<<` only where the mapping has none of that name.
  private mutating func members(
    _ pairs: [YAMLNode.Pair], depth: Int
  ) -> [ConfigurationValue.Member] {
    var own: [ConfigurationValue.Member] = []
    var merged: [ConfigurationValue.Member] = []
    var places: [String: Int] = [:]
    for pair in pairs {
      guard case .scalar(let name, let isPlain) = pair.key.content,
        let value = value(pair.value, depth: depth + 1)
      else { continue }
      if name == "<<", isPlain {
        merged += value.members ?? value.list?.flatMap { $0.members ?? [] } ?? []
      } else {
        put(.init(name: name, line: pair.key.mark.line, value: value), into: &own, at: &places)
      }
    }
    var names = Set(own.map(\.name))
    return own + merged.filter { names.insert($0.name).inserted }
  }

  /// The last of a name counts, as in JSON; a client may refuse the whole file.
  private mutating func put(
    _ member: ConfigurationValue.Member, into own: inout [ConfigurationValue.Member],
    at places: inout [String: Int]
  ) {
    guard let place = places[member.name] else {
      places[member.name] = own.count
      own.append(member)
      return
    }
    own[place] = member
    guard repeated.count < ConfigurationLimits.problems else { return }
    let name = ShownText.escaped(member.name, limit: 80)
    repeated.append(
      ConfigurationProblem(
        line: member.line, text: "`\(name)` stands twice in one mapping; the last one counts"))
  }

  /// What a scalar without quotes is.
  private static func content(_ text: String) -> ConfigurationValue.Content {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .bool(true)
    case "false", "False", "FALSE": .bool(false)
    default: Double(text) == nil ? .string(text) : .number(text)
    }
  }
}
