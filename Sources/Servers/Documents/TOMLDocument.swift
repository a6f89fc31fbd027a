// SPDX-License-Identifier: Apache-2.0

import TOMLKit

/// TOML through TOMLKit's tables. Their iterator traps on a key with a NUL, so keys are looked up.
struct TOMLDocument {
  private var count = 0
  private let lines: [String: Int]

  static func parse(
    _ bytes: [UInt8]
  ) -> (value: ConfigurationValue?, problems: [ConfigurationProblem]) {
    guard !bytes.contains(0) else {
      return (nil, [ConfigurationProblem(text: "not valid TOML: it has a NUL byte")])
    }
    // Each dot of a key is a level, and the library frees levels by recursion.
    guard bytes.count(where: { $0 == UInt8(ascii: ".") }) <= ConfigurationLimits.dots else {
      return (nil, [ConfigurationProblem(text: "nested too deeply: too many dots")])
    }
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      let table = try TOMLTable(string: text)
      var document = TOMLDocument(lines: TOMLLines.lines(bytes))
      return (document.map(table, path: "", depth: 0), [])
    } catch {
      return (nil, [problem(error)])
    }
  }

  private init(lines: [String: Int]) { self.lines = lines }

  private static func problem(_ error: any Error) -> ConfigurationProblem {
    guard let error = error as? TOMLParseError else {
      return ConfigurationProblem(text: "not valid TOML")
    }
    // The parser's own text quotes the file, which may be a credential.
    return ConfigurationProblem(line: error.source.begin.line, text: "not valid TOML")
  }

  private mutating func value(
    _ value: any TOMLValueConvertible, path: String, depth: Int
  ) -> ConfigurationValue? {
    count += 1
    guard depth < ConfigurationLimits.depth, count <= ConfigurationLimits.values else { return nil }
    switch value.type {
    case .table: return value.table.map { map($0, path: path, depth: depth) }
    case .array: return value.array.map { list($0, path: path, depth: depth) }
    case .string: return value.string.map { ConfigurationValue(.string($0)) }
    case .bool: return value.bool.map { ConfigurationValue(.bool($0)) }
    case .int: return value.int.map { ConfigurationValue(.number(String($0))) }
    case .double: return value.double.map { ConfigurationValue(.number(String($0))) }
    case .date, .time, .dateTime: return nil
    }
  }

  /// A path that is too long has no line, nor has what is below it.
  private static func place(_ path: String) -> String {
    path.utf8.count > TOMLLines.pathLimit ? "?" : path
  }

  private mutating func map(_ table: TOMLTable, path: String, depth: Int) -> ConfigurationValue {
    var members: [ConfigurationValue.Member] = []
    for key in table.keys {
      let below = Self.place(TOMLLines.joined(path, key))
      guard let node = table[key], let value = value(node, path: below, depth: depth + 1) else {
        continue
      }
      members.append(.init(name: key, line: lines[below], value: value))
    }
    return ConfigurationValue(.map(members), line: lines[path])
  }

  private mutating func list(_ array: TOMLArray, path: String, depth: Int) -> ConfigurationValue {
    var values: [ConfigurationValue] = []
    for index in 0..<array.count {
      let below = Self.place("\(path)[\(index)]")
      guard let value = value(array[index], path: below, depth: depth + 1) else { continue }
      values.append(ConfigurationValue(value.content, line: lines[below] ?? value.line))
    }
    return ConfigurationValue(.list(values), line: lines[path])
  }
}
