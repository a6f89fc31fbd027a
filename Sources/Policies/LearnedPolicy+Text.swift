// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// The draft as a policy file.
extension LearnedPolicy {
  /// A whole policy that `egret check` reads without an error. `notes` are lines at its head.
  package func text(notes: [String] = []) -> String {
    var lines = notes.map(Self.comment)
    if lostServers > 0 { lines.append("# \(lostServers) servers found no room here.") }
    lines.append("egret: 1")
    lines.append(servers.isEmpty ? "servers: {}" : "servers:")
    for (name, server) in servers.sorted(by: { $0.key < $1.key }) {
      lines += Self.lines(name, server)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ name: String, _ server: LearnedServer) -> [String] {
    var lines = server.packages.sorted().prefix(8).map { "  " + comment($0) }
    lines += key(quoted(name))
    if server.endpoints.isEmpty {
      lines.append("    expect: [none]" + (server.refusals.isEmpty ? "  # it reached nothing" : ""))
    } else {
      lines.append("    expect:")
      lines += server.endpoints.sorted {
        ($0.key.isAddress ? 1 : 0, $0.key.text)
          < ($1.key.isAddress ? 1 : 0, $1.key.text)
      }.map(Self.line)
    }
    if server.lost > 0 { lines.append("      # \(server.lost) more found no room here") }
    lines += server.proxies.sorted().map { "    " + comment("warning: \($0)") }
    return lines + server.refusals.sorted().map { "    " + comment("not taken: \($0)") }
  }

  /// YAML takes up to 1,024 characters for a key that is told by the colon behind it.
  private static func key(_ quoted: String) -> [String] {
    quoted.count <= 1_000 ? ["  \(quoted):"] : ["  ? \(quoted)", "  :"]
  }

  private static func line(_ endpoint: LearnedEndpoint, count: Int) -> String {
    let seen = count == 1 ? "once" : "\(count) times"
    let doubt = endpoint.isAddress ? ", and no resolver here gave a name for it" : ""
    return "      - \(quoted(endpoint.text))  # \(seen)\(doubt)"
  }

  private static func comment(_ text: String) -> String {
    "# " + ShownText.escaped(text, limit: 300)
  }

  /// A double-quoted YAML scalar, which holds any text on one line.
  private static func quoted(_ text: String) -> String {
    var quoted = ""
    for scalar in text.unicodeScalars { quoted += escaped(scalar) }
    return "\"\(quoted)\""
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case " "..."~": return String(scalar)
    default:
      let digits = String(scalar.value, radix: 16)
      return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    }
  }
}
