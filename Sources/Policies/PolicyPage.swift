// SPDX-License-Identifier: Apache-2.0

import YAML

/// The lines of a policy's file, and what is put between them.
struct PolicyPage {
  private let lines: [Substring]
  private let original: String
  /// What follows a line, by the line's number from 1; 0 is in front of all.
  private var additions: [Int: [String]] = [:]

  init(_ text: String) {
    original = text
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The file as it was, with the additions.
  var text: String {
    var out: [Substring] = (additions[0] ?? []).map { $0[...] }
    for (index, line) in lines.enumerated() {
      out.append(line)
      out += (additions[index + 1] ?? []).map { $0[...] }
    }
    let joined = out.joined(separator: "\n")
    return joined.hasSuffix("\n") ? joined : joined + "\n"
  }

  func holds(_ text: String) -> Bool { original.contains(text) }

  /// Items behind the last of a list; in brackets a list takes no lines, and they become comments.
  mutating func add(_ items: [LearnedLine], to list: YAMLNode, asComments: Bool) {
    guard case .sequence(let nodes) = list.content, !items.isEmpty else { return }
    let indent = list.mark.column - 1
    if isBlock(list), let last = nodes.last {
      let line = end(of: last, indent: indent)
      additions[line, default: []] += items.map { item in
        var item = item
        item.isCommentedOut = item.isCommentedOut || asComments
        return item.text(indent: indent)
      }
    } else {
      let line = Self.lastLine(of: list)
      additions[line, default: []] += items.map { item in
        "# egret learn, for the list above: \(item.text(indent: 0))"
      }
    }
  }

  /// Entries and comments behind the last server. False where `servers` is written so that none can follow.
  mutating func add(entries: [String], notes: [String], below servers: YAMLNode?) -> Bool {
    if entries.isEmpty && notes.isEmpty { return true }
    guard let servers else {
      append(["servers:"] + (entries.isEmpty ? ["  {}"] : Self.indented(entries, by: 2)) + notes)
      return true
    }
    if case .scalar = servers.content {
      additions[servers.mark.line, default: []] += Self.indented(entries + notes, by: 2)
      return true
    }
    guard case .mapping(let pairs) = servers.content, let last = pairs.last else {
      return entries.isEmpty ? appended(notes) : false
    }
    guard isBlock(servers) || entries.isEmpty else { return false }
    let indent = isBlock(servers) ? servers.mark.column - 1 : 0
    let line = end(of: last.value, indent: indent)
    additions[line, default: []] += Self.indented(entries + notes, by: indent)
    return true
  }

  private mutating func appended(_ notes: [String]) -> Bool {
    append(notes)
    return true
  }

  private mutating func append(_ new: [String]) {
    let line = lines.last?.isEmpty == true ? lines.count - 1 : lines.count
    additions[line, default: []] += new
  }

  private static func indented(_ lines: [String], by indent: Int) -> [String] {
    lines.map { String(repeating: " ", count: indent) + $0 }
  }

  /// Neither `[` nor `{` stands where it begins.
  private func isBlock(_ node: YAMLNode) -> Bool {
    guard lines.indices.contains(node.mark.line - 1) else { return false }
    let first = lines[node.mark.line - 1].dropFirst(node.mark.column - 1).first
    return first != "[" && first != "{" && first != "*"
  }

  /// The last line of a node: where the last of its scalars begins, and what is indented deeper below that
  /// and is no comment.
  private func end(of node: YAMLNode, indent: Int) -> Int {
    var line = Self.lastLine(of: node)
    while line < lines.count, isContinuation(lines[line], of: indent) { line += 1 }
    return line
  }

  private func isContinuation(_ line: Substring, of indent: Int) -> Bool {
    let blanks = line.prefix { $0 == " " }.count
    let rest = line.dropFirst(blanks)
    return blanks > indent && !rest.isEmpty && rest.first != "#"
  }

  private static func lastLine(of node: YAMLNode) -> Int {
    switch node.content {
    case .scalar: node.mark.line
    case .sequence(let nodes): max(node.mark.line, nodes.last.map(lastLine) ?? 0)
    case .mapping(let pairs):
      max(node.mark.line, pairs.last.map { max(lastLine(of: $0.key), lastLine(of: $0.value)) } ?? 0)
    }
  }
}
