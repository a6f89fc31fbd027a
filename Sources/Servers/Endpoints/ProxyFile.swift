// SPDX-License-Identifier: Apache-2.0

/// Settings of the machine that name proxies, as text: what the values are is for `ProxySetting`.
package enum ProxyFile: Hashable, Sendable, CaseIterable {
  /// `NAME=value` lines: /etc/environment (pam_env(8)) and environment.d(5).
  case environment
  /// `DefaultEnvironment=` of systemd's manager (systemd-system.conf(5)).
  case systemd
  /// `Acquire::http::Proxy "…";` (apt.conf(5)).
  case apt
  /// `proxy =` and `https-proxy =` (npmrc(5)).
  case npm
  /// `proxy =` of a pip.conf.
  case pip

  /// Bytes of a file that are looked at.
  package static let sizeLimit = 256 << 10
  private static let lineLimit = 4_096

  /// The proxies it names, in the policy's spelling, without repeats.
  package func endpoints(_ text: String) -> [String] {
    let values =
      switch self {
      case .environment: ProxySetting.values(in: Self.variables(Self.lines(text)))
      case .systemd: ProxySetting.values(in: Self.defaultEnvironment(Self.lines(text)))
      case .apt: AptSettings.values(text) { Self.isAptProxy($0) }
      case .npm: Self.values(text, names: ["proxy", "http-proxy", "https-proxy"])
      case .pip: Self.values(text, names: ["proxy"])
      }
    return ProxySetting.endpoints(values)
  }

  private static func lines(_ text: String) -> [Substring] {
    Array(text.utf8.count > sizeLimit ? [] : text.split(whereSeparator: \.isNewline))
      .prefix(lineLimit).map(\.trimmed).filter { !$0.isEmpty && !"#;".contains($0.first ?? "#") }
  }

  private static func variables(_ lines: [Substring]) -> [(name: String, value: String)] {
    lines.compactMap { line in
      let bare = line.hasPrefix("export ") ? line.dropFirst(7).trimmed : line
      return pair(bare).map { ($0.name, unquoted($0.value)) }
    }
  }

  /// An empty assignment takes back those before it.
  private static func defaultEnvironment(_ lines: [Substring]) -> [(name: String, value: String)] {
    var isOfManager = false
    var words: [String] = []
    for line in joined(lines) {
      if line.hasPrefix("[") {
        isOfManager = line == "[Manager]"
      } else if isOfManager, let pair = pair(line[...]), pair.name == "DefaultEnvironment" {
        words = pair.value.isEmpty ? [] : words + (CommandLineText.words(String(pair.value)) ?? [])
      }
    }
    return words.compactMap { word in pair(word[...]).map { ($0.name, String($0.value)) } }
  }

  /// A backslash at its end goes on with the next line.
  private static func joined(_ lines: [Substring]) -> [String] {
    var joined: [String] = []
    var isOpen = false
    for line in lines {
      let part = line.hasSuffix("\\") ? line.dropLast() + " " : line
      if isOpen, let last = joined.indices.last {
        joined[last] += part
      } else {
        joined.append(String(part))
      }
      isOpen = line.hasSuffix("\\")
    }
    return joined
  }

  private static func values(_ text: String, names: Set<String>) -> [String] {
    lines(text).compactMap { line in
      guard let pair = pair(line), names.contains(pair.name.lowercased()) else { return nil }
      return unquoted(pair.value)
    }
  }

  /// Also `Acquire::http::Proxy::HOST`, for one host alone.
  private static func isAptProxy(_ name: String) -> Bool {
    ["acquire::http::proxy", "acquire::https::proxy"].contains {
      name == $0 || name.hasPrefix($0 + "::")
    }
  }

  private static func pair(_ line: Substring) -> (name: String, value: Substring)? {
    guard let equals = line.firstIndex(of: "=") else { return nil }
    return (String(line[..<equals].trimmed), line[line.index(after: equals)...].trimmed)
  }

  private static func unquoted(_ value: Substring) -> String {
    guard let quote = value.first, quote == "\"" || quote == "'", value.count >= 2,
      value.last == quote
    else { return String(value) }
    return String(value.dropFirst().dropLast())
  }
}
