// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Servers

/// What must hold of a client's configuration as read, whatever its format.
enum ConfigurationRules {
  /// The shapes in which products of that format keep their servers, in the order of products.
  static func shapes(_ format: ConfigurationFormat) -> [ConfigurationShape] {
    var seen: Set<ConfigurationShape> = []
    return Products.all.flatMap(\.places).filter { $0.format == format }.map(\.shape)
      .filter { seen.insert($0).inserted }
  }

  /// The shape is chosen by the bytes, so that an input alone decides what happens.
  static func shape(of input: [UInt8], _ format: ConfigurationFormat) -> ConfigurationShape {
    let all = shapes(format)
    let sum = input.reduce(UInt64(14_695_981_039_346_656_037)) {
      ($0 ^ UInt64($1)) &* 1_099_511_628_211
    }
    return all[Int(sum % UInt64(all.count))]
  }

  /// Whether there was something to read.
  static func feed(_ input: [UInt8], _ format: ConfigurationFormat) throws(Find) -> Bool {
    let first = try read(input, format, shape(of: input, format))
    let map = try read(input, format, .map(under: [["mcpServers"], ["mcp_servers"], ["servers"]]))
    return [first, map].contains { $0.problems.isEmpty || !$0.entries.isEmpty }
  }

  private static func read(
    _ input: [UInt8], _ format: ConfigurationFormat, _ shape: ConfigurationShape
  ) throws(Find) -> ConfigurationReading {
    let reading = ConfigurationReader.read(
      input, file: "/home/a/f",
      source: ConfigurationSource(
        client: "Cursor", scope: .user, format: format, shape: shape, user: 1_000,
        project: "/home/a/p", home: "/home/a"))
    let lines = Rules.lines(of: input)
    try hold("entries are bounded", reading.entries.count, reading.entries.count <= 4_000)
    try hold("problems are bounded", reading.problems.count, reading.problems.count <= 100)
    for problem in reading.problems {
      try Rules.isShown("a problem", problem.text, limit: 2_000)
      if let line = problem.line {
        try hold("a problem's line is in the file", problem, lines.contains(line))
      }
    }
    for entry in reading.entries { try check(entry, lines) }
    return reading
  }

  private static func check(_ entry: ServerEntry, _ lines: ClosedRange<Int>) throws(Find) {
    try hold(
      "an entry's name is bounded", entry.name, (1...256).contains(entry.name.utf8.count))
    if let line = entry.line {
      try hold("an entry's line is in the file", entry, lines.contains(line))
    }
    try Rules.areExpectations("what an entry implies", entry.implied)
    try Rules.areExpectations("what an entry grants", entry.granted)
    try hold("an entry comes back from its note", entry, ServerEntry(entry.note) == entry)
    guard case .stdio(let command) = entry.transport else { return }
    try Rules.isShown("a command", ShownCommand(command).line, limit: 2_000_000)
  }
}
