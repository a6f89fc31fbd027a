// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Discovery
import Events
import FoundationEssentials
import Policies
import Servers

/// The list of servers as it is shown: pure, with what only the machine knows passed in.
struct ServersReport {
  /// What is expected of an entry, and who says so.
  struct Expectation: Encodable {
    /// In the policy's spelling; `none` where that is said.
    var endpoints: [String]
    /// Empty where nothing describes the server.
    var source: String

    static let undescribed = Expectation(endpoints: [], source: "")
  }

  /// A proxy that counts, and who named it.
  struct Proxy: Encodable, Equatable {
    var endpoint: String
    var source: String
  }

  struct Row: Encodable {
    var name: String
    var client: String
    var scope: String
    var file: String
    var line: Int?
    var project: String?
    var user: UInt32?
    var transport: String
    /// The command without credentials, or the URL.
    var command: String
    var package: String?
    var isPinned: Bool?
    var isDisabled: Bool
    /// Names only.
    var variables: [String]
    /// Pids of processes that are this server, if a scan was made.
    var running: [UInt32]
    var expected: Expectation
    /// What the catalogue lists and nobody has checked: it makes nothing expected.
    var unverified: [String]
    var proxies: [Proxy]
    /// What its package says of itself; nil where none was found.
    var documented: Documented?
    /// Names only, by the service that they open.
    var credentials: [Credentials] = []
    /// Those with which it has no business, and who says so.
    var surplus: [String] = []
    var needsSource: String?
    var warnings: [Warning]
  }

  /// The package, and the hosts that its own files name. They make nothing expected.
  struct Documented: Encodable {
    struct Mention: Encodable {
      var host: String
      var file: String
      var line: UInt32
    }

    var package: String
    var version: String
    var folder: String
    var files: [String]
    var hosts: [Mention]
  }

  struct Credentials: Encodable, Equatable {
    var service: String
    var names: [String]
  }

  struct Warning: Encodable {
    var code: String
    var text: String
  }

  private struct Document: Encodable {
    var servers: [Row]
    var problems: [String]
    /// Entries of the policy that fit none of the servers.
    var unmatched: [String]
  }

  let rows: [Row]
  private let problems: [String]
  let unmatched: [String]
  /// Some file could not be read whole: servers may be missing.
  private let isPart: Bool

  /// `running` has the pids of an entry, `openPart` what of a file's path anyone may change, `written` by
  /// what the policy knows a server that no client lists.
  init(
    found: ServerDiscovery.Found, openPart: (String) -> String?,
    running: (ServerEntry) -> [UInt32], written: (ServerEntry) -> String? = { _ in nil },
    expected: (ServerEntry) -> Expectation?, proxies: (ServerEntry) -> [Proxy] = { _ in [] },
    unverified: (ServerEntry) -> [String] = { _ in [] }, unmatched: [Diagnostic] = [],
    package: (ServerEntry) -> PackageFacts? = { _ in nil },
    doubts: (ServerEntry) -> [String] = { _ in [] },
    credentials: (ServerEntry) -> [String] = { CredentialName.suspicious($0.environment) },
    needs: (ServerEntry) -> Needs? = { _ in nil }
  ) {
    self.unmatched = unmatched.map(\.description)
    problems = found.problems.map(\.description)
    isPart = found.problems.contains { $0.lost != nil }
    rows = found.entries.map { entry in
      var row = Self.row(
        entry, warnings: Self.warnings(entry, found.worldWritable, openPart),
        running: running(entry), expected: expected(entry) ?? .undescribed,
        proxies: proxies(entry))
      row.unverified = unverified(entry)
      row.take(package(entry), doubts: doubts(entry))
      row.take(credentials(entry), needs(entry), of: entry)
      if let run = written(entry) {
        (row.transport, row.command) = ("unlisted", ShownText.escaped(run, limit: 1_000))
      }
      return row
    }
  }

  var hasWarnings: Bool {
    isPart || !unmatched.isEmpty || rows.contains { !$0.warnings.isEmpty || !$0.surplus.isEmpty }
  }

  /// What `run` would expect of it.
  static func expected(of entry: ServerEntry, by policy: Policy) -> Expectation {
    let expectations = policy.expectations(for: Subject(entry))
    let list = expectations.kind == .nothing ? ["none"] : expectations.list
    return Expectation(
      endpoints: list.map { ShownText.escaped($0) },
      source: ShownText.escaped(expectations.source))
  }

  /// The proxies behind which `run` would judge what they are told.
  static func proxies(of entry: ServerEntry, by policy: Policy, named: NamedProxies) -> [Proxy] {
    policy.proxies(for: Subject(entry), named: named).sourced.map {
      Proxy(endpoint: ShownText.escaped($0.endpoint), source: ShownText.escaped($0.source))
    }
  }

  private static func warnings(
    _ entry: ServerEntry, _ worldWritable: Set<String>, _ openPart: (String) -> String?
  ) -> [EntryWarning] {
    var warnings = EntryWarning.of(entry)
    if worldWritable.contains(entry.file) { warnings.append(.worldWritableConfiguration) }
    guard case .stdio(let command) = entry.transport else { return warnings }
    var warned: Set<String> = []
    for path in files(command, in: entry.workingDirectory) {
      guard let part = openPart(path), warned.insert(part).inserted else { continue }
      warnings.append(.worldWritableProgram(path: ShownText.escaped(part)))
    }
    return warnings
  }

  /// The words that name files: absolute, or relative to a directory that is known. The first may
  /// be a whole line.
  private static func files(_ command: [String], in directory: String?) -> [String] {
    let first = command.first.flatMap { CommandLineText.words($0) } ?? []
    return (command.prefix(8) + first.prefix(8)).compactMap { word in
      if word.hasPrefix("/") { return word }
      guard word.contains("/"), !word.hasPrefix("-"), let directory, directory.hasPrefix("/") else {
        return nil
      }
      return directory + "/" + word
    }
  }

  private static func row(
    _ entry: ServerEntry, warnings: [EntryWarning], running: [UInt32], expected: Expectation,
    proxies: [Proxy]
  ) -> Row {
    let package = package(of: entry)
    return Row(
      name: ShownText.escaped(entry.name), client: entry.client, scope: entry.scope.rawValue,
      file: ShownText.escaped(entry.file, limit: 1_000), line: entry.line,
      project: entry.project.map { ShownText.escaped($0, limit: 1_000) }, user: entry.user,
      transport: transport(of: entry), command: command(of: entry),
      package: package.map { ShownText.escaped($0.description) }, isPinned: package?.isPinned,
      isDisabled: entry.isDisabled, variables: entry.environment, running: running,
      expected: expected, unverified: [], proxies: hasProcess(entry, running) ? proxies : [],
      warnings: warnings.map { Warning(code: $0.code, text: $0.text) })
  }

  /// A server of another machine asks no proxy from here.
  private static func hasProcess(_ entry: ServerEntry, _ running: [UInt32]) -> Bool {
    switch entry.transport {
    case .stdio: true
    case .remote: !running.isEmpty
    }
  }

  private static func package(of entry: ServerEntry) -> PackageSpec? {
    guard case .stdio(let command) = entry.transport else { return nil }
    return Launch.package(of: EntryWarning.line(command))
  }

  private static func transport(of entry: ServerEntry) -> String {
    switch entry.transport {
    case .stdio: "stdio"
    case .remote: "remote"
    }
  }

  private static func command(of entry: ServerEntry) -> String {
    switch entry.transport {
    case .stdio(let command): ShownCommand(command).line
    case .remote(let url): url
    }
  }
}

// MARK: - For programs

extension ServersReport {
  /// One object with `servers` and `problems`, keys sorted.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let document = Document(servers: rows, problems: problems, unmatched: unmatched)
    guard let data = try? encoder.encode(document) else { return "{}\n" }
    return String(decoding: data, as: UTF8.self) + "\n"
  }
}
