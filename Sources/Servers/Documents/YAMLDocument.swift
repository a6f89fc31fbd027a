// SPDX-License-Identifier: Apache-2.0

import Yams

/// YAML through Yams' nodes. Aliases and merge keys are resolved, within bounds.
struct YAMLDocument {
  private var count = 0
  private var isCut = false

  static func parse(
    _ bytes: [UInt8]
  ) -> (value: ConfigurationValue?, problems: [ConfigurationProblem]) {
    guard aliases(bytes) <= ConfigurationLimits.aliases else {
      return (nil, [ConfigurationProblem(text: "too many YAML aliases")])
    }
    do {
      guard let node = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self)) else {
        return (nil, [])
      }
      var document = YAMLDocument()
      let value = document.value(node, depth: 0)
      let cut = ConfigurationProblem(
        text: "nested too deeply, or too many values; some are left out")
      return (value, document.isCut ? [cut] : [])
    } catch {
      return (nil, [problem(error)])
    }
  }

  /// At most this many aliases: a `*` where a value could begin.
  private static func aliases(_ bytes: [UInt8]) -> Int {
    var count = 0
    var isStart = true
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "*"), isStart, index + 1 < bytes.count, bytes[index + 1] > 0x20 {
        count += 1
      }
      isStart = byte <= 0x20 || [0x5B, 0x7B, 0x2C, 0x3A, 0x2D, 0x3F].contains(byte)
    }
    return count
  }

  private static func problem(_ error: any Error) -> ConfigurationProblem {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      ConfigurationProblem(line: mark.line, text: ShownText.escaped("not valid YAML: \(problem)"))
    case .duplicatedKeysInMapping(let names, let context):
      ConfigurationProblem(
        line: context.mark.line,
        text: ShownText.escaped("`\(names.first ?? "")` stands twice in one mapping"))
    default: ConfigurationProblem(text: "not valid YAML")
    }
  }

  private mutating func value(_ node: Node, depth: Int) -> ConfigurationValue? {
    count += 1
    guard depth < ConfigurationLimits.depth, count <= ConfigurationLimits.values else {
      isCut = true
      return nil
    }
    switch node {
    case .scalar(let scalar):
      return ConfigurationValue(Self.content(scalar), line: scalar.mark?.line)
    case .sequence(let sequence):
      let values = sequence.compactMap { value($0, depth: depth + 1) }
      return ConfigurationValue(.list(values), line: sequence.mark?.line)
    case .mapping(let mapping):
      return ConfigurationValue(.map(members(mapping, depth: depth)), line: mapping.mark?.line)
    case .alias: return nil
    }
  }

  /// Own members first; those merged with `<<` only where the mapping has none of that name.
  private mutating func members(
    _ mapping: Node.Mapping, depth: Int
  ) -> [ConfigurationValue.Member] {
    var own: [ConfigurationValue.Member] = []
    var merged: [ConfigurationValue.Member] = []
    for (key, node) in mapping {
      guard case .scalar(let name) = key, let value = value(node, depth: depth + 1) else {
        continue
      }
      if name.string == "<<", name.style == .plain {
        merged += value.members ?? value.list?.flatMap { $0.members ?? [] } ?? []
      } else {
        own.append(.init(name: name.string, line: name.mark?.line, value: value))
      }
    }
    var names = Set(own.map(\.name))
    return own + merged.filter { names.insert($0.name).inserted }
  }

  private static func content(_ scalar: Node.Scalar) -> ConfigurationValue.Content {
    guard scalar.style == .plain else { return .string(scalar.string) }
    switch scalar.string {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: return Double(scalar.string) == nil ? .string(scalar.string) : .number(scalar.string)
    }
  }
}
