// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// The draft as a policy file.
extension LearnedPolicy {
  /// A whole policy that `egret check` reads without an error. `notes` are lines at its head.
  package func text(notes: [String] = []) -> String {
    var lines = notes.map(Self.comment)
    if lostServers > 0 { lines.append("# \(lostServers) servers found no room here.") }
    lines.append("egret: 1")
    let ordered = servers.sorted { $0.key < $1.key }
    let drafted = ordered.filter { !$0.value.isIdle }
    lines.append(drafted.isEmpty ? "servers: {}" : "servers:")
    for (name, server) in drafted { lines += entry(name, server, indent: 2) }
    for (name, server) in ordered where server.isIdle {
      lines += idleComments(name, server).map { "  " + $0 }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The entry of a server, its key indented so far.
  func entry(_ name: String, _ server: LearnedServer, indent: Int) -> [String] {
    let blanks = String(repeating: " ", count: indent)
    var lines = server.packages.sorted().prefix(8).map { Self.comment($0) }
    lines += Self.key(YAMLText.quoted(name)) + ["  expect:"]
    lines += server.lines(since: began).map { $0.text(indent: 4) }
    if server.lost > 0 { lines.append("    # \(server.lost) more found no room here") }
    lines += server.proxies.sorted().map { "  " + Self.comment("warning: \($0)") }
    return lines.map { blanks + $0 }
  }

  /// A server that used nothing that a policy would list gets no entry: `[none]` would make alerts of its
  /// first use, and put what its entry and the catalogue give out of force.
  func idleComments(_ name: String, _ server: LearnedServer) -> [String] {
    let given = server.given.filter { $0.endpoint != "none" }.map {
      "\($0.endpoint) (\($0.source))"
    }
    let rest =
      given.isEmpty
      ? "nothing describes it; if it needs no network, list it with expect: [none]"
      : "no entry is needed for \(given.joined(separator: ", "))"
    return [
      Self.comment("\(YAMLText.quoted(name)) ran and reached nothing that is to be listed: \(rest)")
    ]
      + server.lines(since: began).filter(\.isCommentedOut).map { $0.text(indent: 0) }
      + server.proxies.sorted().map { Self.comment("warning: \($0)") }
  }

  /// YAML takes up to 1,024 characters for a key that is told by the colon behind it.
  private static func key(_ quoted: String) -> [String] {
    quoted.count <= 1_000 ? ["\(quoted):"] : ["? \(quoted)", ":"]
  }

  static func comment(_ text: String) -> String {
    "# " + ShownText.escaped(text, limit: 600)
  }
}
