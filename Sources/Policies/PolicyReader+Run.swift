// SPDX-License-Identifier: Apache-2.0

import Disclosure
import YAML

/// The `run` of a server: what runs that no client lists.
extension PolicyReader {
  mutating func run(_ node: YAMLNode, of what: String) -> ServerRun? {
    let name = "`run` of \(what)"
    guard let fields = fields(node, of: name, known: PolicyKeys.run) else { return nil }
    if fields.isEmpty {
      if case .mapping([]) = node.content {
        error(
          place(node), "\(name) is empty; say what runs: \(PolicyKeys.run.joined(separator: ", "))")
      }
      return nil
    }
    var run = ServerRun()
    run.unit = fields["unit"].flatMap { unit($0.value) }
    run.container = fields["container"].flatMap { container($0.value, of: what) }
    run.pod = fields["pod"].flatMap { pod($0.value, of: what) }
    run.cgroup = fields["cgroup"].flatMap { cgroup($0.value) }
    run.command = fields["command"].flatMap { pattern($0.value, of: "`command`") }
    run.executable = fields["executable"].flatMap { pattern($0.value, of: "`executable`") }
    run.user = fields["user"].flatMap { user($0.value, isAlone: fields.count == 1) }
    run.listen = fields["listen"].flatMap { port($0.value) }
    return run
  }

  /// A text with `*` for any other text.
  private mutating func pattern(_ node: YAMLNode, of what: String) -> TextPattern? {
    guard let text = text(node, of: what) else { return nil }
    let pattern = TextPattern(text)
    let fault: String? =
      if text.isEmpty {
        "is empty"
      } else if pattern.isAnything {
        "is any text, so every process would be this server; remove it, or say which"
      } else if text.utf8.count > Self.patternLimit {
        "has \(text.utf8.count) bytes; a pattern has at most \(Self.patternLimit)"
      } else if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) {
        "has a control character, which no such text has"
      } else {
        nil
      }
    guard let fault else { return pattern }
    error(place(node), "\(what) \(fault)")
    return nil
  }

  private static var patternLimit: Int { 512 }

  // MARK: Conditions

  private static let unitSuffixes = [".service", ".scope", ".slice", ".mount", ".swap"]
  private static let emptyUnits = [
    ".socket", ".timer", ".target", ".path", ".device", ".automount",
  ]

  private mutating func unit(_ node: YAMLNode) -> TextPattern? {
    guard let pattern = pattern(node, of: "`unit`") else { return nil }
    let text = pattern.text
    if text.contains("/") {
      error(
        place(node), "`unit` has a slash, and no unit's name has one; for a path write `cgroup`")
      return nil
    }
    if let suffix = Self.emptyUnits.first(where: { text.hasSuffix($0) }) {
      error(
        place(node), "no process runs in a unit \(ShownText.quoted(suffix)); write the .service")
      return nil
    }
    return Self.unitSuffixes.contains { text.hasSuffix($0) }
      ? pattern : TextPattern(text + ".service")
  }

  private mutating func cgroup(_ node: YAMLNode) -> TextPattern? {
    guard let pattern = pattern(node, of: "`cgroup`") else { return nil }
    guard pattern.text.hasPrefix("/") || pattern.text.hasPrefix("*") else {
      error(
        place(node),
        "`cgroup` is the whole path below the root of cgroups, as /proc/PID/cgroup has it: begin "
          + "with / or *")
      return nil
    }
    return pattern
  }

  mutating func container(_ node: YAMLNode, of what: String) -> ContainerRun? {
    if case .scalar = node.content {
      return pattern(node, of: "`container`").map { ContainerRun(name: $0) }
    }
    let name = "`container` of \(what)"
    guard let found = parts(node, of: name, known: PolicyKeys.container) else { return nil }
    return ContainerRun(name: found["name"], image: found["image"], label: found["label"])
  }

  private mutating func pod(_ node: YAMLNode, of what: String) -> PodRun? {
    guard case .scalar = node.content else {
      let name = "`pod` of \(what)"
      guard let found = parts(node, of: name, known: PolicyKeys.pod) else {
        return nil
      }
      return PodRun(namespace: found["namespace"], name: found["name"], label: found["label"])
    }
    guard let text = pattern(node, of: "`pod`")?.text else { return nil }
    let halves = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard halves.count == 2, halves.allSatisfy({ !$0.isEmpty }),
      halves.contains(where: { $0 != "*" })
    else {
      error(place(node), "`pod` is \(ShownText.quoted(text)); write NAMESPACE/NAME")
      return nil
    }
    return PodRun(namespace: TextPattern(halves[0]), name: TextPattern(halves[1]))
  }

  private mutating func parts(
    _ node: YAMLNode, of what: String, known: [String]
  ) -> [String: TextPattern]? {
    guard let fields = fields(node, of: what, known: known) else { return nil }
    if case .mapping([]) = node.content {
      error(place(node), "\(what) is empty; say which: \(known.joined(separator: ", "))")
    }
    var found: [String: TextPattern] = [:]
    for name in known {
      guard let value = fields[name]?.value else { continue }
      guard let pattern = pattern(value, of: "`\(name)` of \(what)") else { continue }
      found[name] = pattern
      if name == "label", !pattern.text.contains("=") {
        error(place(value), "`label` of \(what) has no value; write KEY=VALUE, or \"KEY=*\"")
      }
    }
    return found
  }

  private mutating func user(_ node: YAMLNode, isAlone: Bool) -> UserRun? {
    guard let text = text(node, of: "`user`") else { return nil }
    guard !text.isEmpty, text.utf8.count <= 64,
      !text.contains(where: { $0.isWhitespace || $0 == ":" || $0 == "*" || $0 == "/" })
    else {
      error(
        place(node), "`user` is \(ShownText.quoted(text)); write one user's name or number")
      return nil
    }
    if isAlone {
      warning(
        place(node),
        "every process of user \(ShownText.quoted(text)) is this server; say what of it, too")
    }
    return UserRun(text, place: place(node))
  }

  private mutating func port(_ node: YAMLNode) -> UInt16? {
    guard let text = text(node, of: "`listen`") else { return nil }
    guard let port = UInt16(text), port > 0 else {
      error(place(node), "`listen` is \(ShownText.quoted(text)); write a TCP port, 1 to 65535")
      return nil
    }
    return port
  }
}
