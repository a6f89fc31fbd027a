// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Policies
import Servers

/// What a server's package says of itself, and what is at stake with the server.
extension ServersReport.Row {
  /// What speaks against the package is a warning.
  mutating func take(_ package: PackageFacts?, doubts: [String]) {
    let faults = (package?.faults ?? []) + doubts
    warnings += faults.map {
      ServersReport.Warning(code: "package", text: ShownText.escaped($0, limit: 400))
    }
    guard let package else { return }
    documented = ServersReport.Documented(
      package: ShownText.escaped("\(package.ecosystem):\(package.name)"),
      version: ShownText.escaped(package.version),
      folder: ShownText.escaped(package.folder, limit: 1_000),
      files: package.files.map { ShownText.escaped($0) },
      hosts: package.hosts.map {
        .init(host: $0.host, file: ShownText.escaped($0.file), line: $0.line)
      })
  }

  mutating func take(_ names: [String], _ needs: Needs?, of entry: ServerEntry) {
    credentials = CredentialService.grouped(names).map { group in
      ServersReport.Credentials(
        service: ShownText.escaped(group.service), names: group.names.map { ShownText.escaped($0) })
    }
    surplus = (needs?.surplus(among: names, setByEntry: entry.environment) ?? [])
      .map { ShownText.escaped($0) }
    needsSource = needs.map { ShownText.escaped($0.source) }
  }
}

// MARK: - For people

extension ServersReport.Row {
  /// Lines of the two lists.
  private static let mostLines = 12

  /// What is expected and what the package names, side by side.
  var sideBySide: [String] {
    guard let documented else { return [] }
    let left = expected.endpoints.isEmpty ? ["(nothing is known)"] : expected.endpoints
    let right =
      documented.hosts.isEmpty
      ? ["(no host)"] : documented.hosts.map { "\($0.host) (\($0.file), line \($0.line))" }
    let title = "named by its own package, \(documented.package) \(documented.version)"
    let rows = [("expected", title)] + Self.paired(left, right)
    let width = rows.map { ColumnWidth.of($0.0) }.max() ?? 0
    return rows.map { first, second in
      let blanks = String(repeating: " ", count: width - ColumnWidth.of(first) + 3)
      return second.isEmpty ? "    \(first)" : "    \(first)\(blanks)\(second)"
    }
  }

  private static func paired(_ left: [String], _ right: [String]) -> [(String, String)] {
    let (left, right) = (cut(left), cut(right))
    return (0..<max(left.count, right.count)).map { index in
      (index < left.count ? left[index] : "", index < right.count ? right[index] : "")
    }
  }

  private static func cut(_ lines: [String]) -> [String] {
    guard lines.count > mostLines else { return lines }
    return lines.prefix(mostLines - 1) + ["and \(lines.count - mostLines + 1) more"]
  }

  /// `aws: AWS_SECRET_ACCESS_KEY; github: GITHUB_TOKEN`
  var stakes: [String] {
    if credentials.isEmpty { return [] }
    let groups = credentials.map { "\($0.service): \($0.names.joined(separator: ", "))" }
    let carries = ["\(name): carries credentials: \(groups.joined(separator: "; "))"]
    if surplus.isEmpty { return carries }
    let source = needsSource.map { " (\($0))" } ?? ""
    return carries
      + ["\(name): surplus: it has no business with \(surplus.joined(separator: ", "))\(source)"]
  }
}
