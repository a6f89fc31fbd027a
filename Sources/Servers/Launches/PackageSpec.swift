// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// A package as a launcher's arguments name it.
package struct PackageSpec: Hashable, Sendable {
  package enum Ecosystem: String, Hashable, Sendable, CaseIterable {
    case npm, pypi, oci, jsr, git
  }

  package var ecosystem: Ecosystem
  /// Without version: `@scope/name`, `mcp-server-time`, `ghcr.io/owner/image`.
  package var name: String
  /// The version as spelled, without its mark: `1.2.3`, `latest`, `>=2`, `sha256:…`; nil for none.
  package var version: String?
  /// The words name exactly one version, for ever.
  package var isPinned: Bool

  package init(ecosystem: Ecosystem, name: String, version: String?, isPinned: Bool) {
    self.ecosystem = ecosystem
    self.name = name
    self.version = version
    self.isPinned = isPinned
  }

  /// `npm:@scope/name@1.2.3`, `pypi:name==1`, `oci:image:tag`.
  package var description: String {
    guard let version else { return "\(ecosystem.rawValue):\(name)" }
    let mark =
      switch ecosystem {
      case .npm, .jsr, .git: "@"
      case .pypi: version.first.map { $0.isNumber || $0.isLetter } == true ? "==" : ""
      case .oci: version.contains(":") ? "@" : ":"
      }
    return "\(ecosystem.rawValue):\(name)\(mark)\(version)"
  }

  /// Ecosystem and name: what stays the same from version to version.
  package var key: String { "\(ecosystem.rawValue):\(name)" }

  /// The name of the program it usually installs.
  package var program: String {
    let last = CommandLineText.baseName(name)
    return ecosystem == .pypi ? String(last.prefix { $0 != "[" }) : last
  }
}

extension PackageSpec {
  /// `name`, `@scope/name@range`, `npm:…`, `github:…`; nil for a path.
  package static func npm(_ text: String) -> PackageSpec? {
    let bare = text.hasPrefix("npm:") ? String(text.dropFirst(4)) : text
    if let git = git(bare) { return git }
    guard isNameLike(bare), !bare.hasPrefix("."), !bare.hasPrefix("/") else { return nil }
    let at = bare.dropFirst().firstIndex(of: "@")
    let name = at.map { String(bare[..<$0]) } ?? bare
    let version = at.map { String(bare[bare.index(after: $0)...]) }.flatMap {
      $0.isEmpty ? nil : $0
    }
    // A slash without a scope is GitHub's shorthand.
    if name.contains("/"), !name.hasPrefix("@") {
      return PackageSpec(
        ecosystem: .git, name: "github.com/\(name)", version: version, isPinned: false)
    }
    return PackageSpec(
      ecosystem: .npm, name: name, version: version, isPinned: version.map(isExact) ?? false)
  }

  /// `name`, `name==1.2`, `name@1.2`, `name[extra]>=1`, `git+https://…`; nil for a path.
  package static func pypi(_ text: String) -> PackageSpec? {
    if let git = git(text) { return git }
    guard isNameLike(text), !text.hasPrefix("."), !text.contains("/") else { return nil }
    let end = text.firstIndex { "=<>!~@ ;".contains($0) }
    let name = end.map { String(text[..<$0]) } ?? text
    guard let end, !name.isEmpty else {
      return PackageSpec(ecosystem: .pypi, name: name, version: nil, isPinned: false)
    }
    let rest = text[end...].filter { $0 != " " }
    let isEqual = rest.hasPrefix("==") || rest.hasPrefix("@")
    let version = isEqual ? String(rest.drop { $0 == "=" || $0 == "@" }) : rest
    return PackageSpec(
      ecosystem: .pypi, name: name, version: version.isEmpty ? nil : version,
      // To npm `1` is any 1.x; to Python's tools it is 1.0 and nothing else.
      isPinned: isEqual && (isExact(version) || UInt32(version) != nil))
  }

  /// `image`, `registry:5000/image:tag`, `image@sha256:…`. Only a digest never changes.
  package static func oci(_ text: String) -> PackageSpec? {
    guard isNameLike(text) else { return nil }
    if let at = text.firstIndex(of: "@") {
      let digest = String(text[text.index(after: at)...])
      let name = String(text[..<at])
      return PackageSpec(
        ecosystem: .oci, name: name, version: digest, isPinned: digest.hasPrefix("sha256:"))
    }
    let start = text.lastIndex(of: "/") ?? text.startIndex
    guard let colon = text[start...].lastIndex(of: ":") else {
      return PackageSpec(ecosystem: .oci, name: text, version: nil, isPinned: false)
    }
    let tag = String(text[text.index(after: colon)...])
    return PackageSpec(ecosystem: .oci, name: String(text[..<colon]), version: tag, isPinned: false)
  }

  /// `jsr:@scope/name@1`.
  package static func jsr(_ text: String) -> PackageSpec? {
    guard text.hasPrefix("jsr:"), var spec = npm(String(text.dropFirst(4))) else { return nil }
    spec.ecosystem = .jsr
    return spec
  }

  /// `git+https://host/owner/name@rev`, `github:owner/name#rev`; pinned by a full commit.
  private static func git(_ text: String) -> PackageSpec? {
    if text.hasPrefix("github:") { return git("git+https://github.com/" + text.dropFirst(7)) }
    guard text.hasPrefix("git+"), text.utf8.count <= 1_024 else { return nil }
    var address = text.dropFirst(4)
    var revision: String?
    // Behind the last slash an `@` is no user's.
    let last = address.lastIndex(of: "/") ?? address.startIndex
    if let mark = address[last...].firstIndex(where: { $0 == "@" || $0 == "#" }) {
      revision = String(address[address.index(after: mark)...].prefix { $0 != "#" })
      address = address[..<mark]
    }
    guard let url = EndpointURL(String(address)), let host = url.hosts.first?.host else {
      return nil
    }
    let isCommit = revision.map { $0.utf8.count == 40 && $0.allSatisfy(\.isHexDigit) } ?? false
    return PackageSpec(
      ecosystem: .git, name: ShownText.escaped(host + url.path),
      version: revision.flatMap { $0.isEmpty || $0.contains("=") ? nil : $0 }, isPinned: isCommit)
  }

  /// No blank, no control character, no variable, of bounded length.
  private static func isNameLike(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 512 && !text.hasPrefix("-") && !text.hasPrefix("~")
      && text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != 0x24 && $0 != 0x7B }
      && !text.contains("://")
  }

  /// Digits and dots, with what semver and PEP 440 allow behind them; no range, no tag.
  private static func isExact(_ version: String) -> Bool {
    guard let first = version.utf8.first, (0x30...0x39).contains(first) else { return false }
    let isPlain = version.utf8.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2E, 0x2B, 0x2D: true
      default: false
      }
    }
    return isPlain && version.contains(".") && !version.contains(".x") && !version.contains(".X")
  }
}
