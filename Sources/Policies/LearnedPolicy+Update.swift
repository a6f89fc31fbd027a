// SPDX-License-Identifier: Apache-2.0

import YAML

/// The draft as an addition to a policy that a person wrote.
extension LearnedPolicy {
  /// The file's text with what was learned beside it: none of its lines is changed or moved. Nil where the
  /// text is no policy, or where there is no place for more.
  package func update(_ text: String, file: String) -> String? {
    let reading = Policy.read(text, file: file)
    guard let policy = reading.policy,
      let root = try? YAMLNode.parse(text, limits: PolicyReader.limits)
    else { return nil }
    var page = PolicyPage(text)
    let list = Self.value(of: "servers", in: root)
    var new: [String] = []
    var notes: [String] = []
    for (name, server) in servers.sorted(by: { $0.key < $1.key }) {
      if let written = policy.servers.first(where: {
        $0.match == nil && $0.run == nil && $0.name == name
      }) {
        let items = list.flatMap { Self.value(of: name, in: $0) }
          .flatMap { Self.value(of: "expect", in: $0) }
        if let items {
          add(server, missingFrom: policy.expected(of: written), at: items, to: &page)
        }
      } else if server.isIdle {
        notes += idleComments(name, server).filter { !page.holds($0) }
      } else {
        new += entry(name, server, indent: 0)
      }
    }
    guard page.add(entries: new, notes: notes, below: list) else { return nil }
    let updated = page.text
    return Policy.read(updated, file: file).policy == nil ? nil : updated
  }

  private func add(
    _ server: LearnedServer, missingFrom written: [Expectation], at items: YAMLNode,
    to page: inout PolicyPage
  ) {
    let lines = server.lines(since: began).filter { line in
      guard !line.isCommentedOut, let learned = try? Expectation.parse(line.endpoint) else {
        return line.isCommentedOut && !page.holds(line.endpoint)
      }
      return !written.contains { $0.leavesNothing(for: learned) }
    }
    // What stands in the list says that there is nothing else: to add is a decision.
    let isNone = written.contains { $0.target == .none }
    page.add(lines, to: items, asComments: isNone)
  }

  private static func value(of key: String, in node: YAMLNode) -> YAMLNode? {
    guard case .mapping(let pairs) = node.content else { return nil }
    return pairs.first {
      if case .scalar(key, _) = $0.key.content { true } else { false }
    }?.value
  }
}
