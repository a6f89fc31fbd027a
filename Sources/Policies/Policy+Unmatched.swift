// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// Entries that are of no use to any server of a machine: a misspelt name falls back, silently, to the
/// catalogue.
extension Policy {
  /// A warning for each entry that fits none of the servers that clients list, with what was probably
  /// meant. Where none are listed, nothing is known of them.
  package func unmatched(among subjects: [Subject]) -> [Diagnostic] {
    guard !subjects.isEmpty else { return [] }
    return servers.compactMap { server in
      guard server.run == nil, !subjects.contains(where: server.fits) else { return nil }
      return Diagnostic(
        place: server.place, level: .warning,
        message:
          "server \(ShownText.quoted(server.name)) fits no server of this machine, so the entry is not "
          + "used\(server.advice(among: subjects))")
    }
  }

  /// The entry that was probably meant for a server that none fits.
  package func nearMiss(for subject: Subject) -> PolicyServer? {
    guard !servers.contains(where: { $0.fits(subject) }) else { return nil }
    let named = servers.filter { $0.match == nil && $0.run == nil }
    let guesses = subject.names.lazy.compactMap {
      Spelling.nearest(to: $0, among: named.map(\.name))
    }
    return guesses.first.flatMap { guess in named.first { $0.name == guess } }
  }
}

extension PolicyServer {
  func fits(_ subject: Subject) -> Bool {
    subject.names.contains { fit(name: $0, of: subject) > 0 }
  }

  fileprivate func advice(among subjects: [Subject]) -> String {
    guard let match else { return Self.advice("", name, Self.unique(subjects.flatMap(\.names))) }
    let conditions: [(key: String, wanted: String?, found: [String])] = [
      ("name", match.name, subjects.flatMap(\.names)),
      ("package", match.package?.description, subjects.compactMap { $0.packageName?.description }),
      ("command", match.command, subjects.map { Self.program($0, like: match.command) }),
      ("client", match.client, subjects.map(\.client)),
    ]
    let failing = conditions.first { condition in
      condition.wanted.map { wanted in
        !condition.found.contains { $0.lowercased() == wanted.lowercased() }
      } ?? false
    }
    guard let failing, let wanted = failing.wanted else {
      return ": no one server meets all of its `match`; `egret servers` lists them"
    }
    return Self.advice(" by `\(failing.key)`", wanted, Self.unique(failing.found))
  }

  /// What a `command` is compared with.
  private static func program(_ subject: Subject, like command: String?) -> String {
    command?.contains("/") == true ? subject.program : Subject.baseName(subject.program)
  }

  private static func advice(_ by: String, _ wanted: String, _ found: [String]) -> String {
    if let guess = Spelling.nearest(to: wanted, among: found) {
      return "\(by); did you mean `\(ShownText.escaped(guess, limit: 120))`?"
    }
    let some = found.prefix(8).map { ShownText.escaped($0, limit: 60) }.joined(separator: ", ")
    return "\(by); there are: \(some)\(found.count > 8 ? ", …" : "")"
  }

  private static func unique(_ texts: [String]) -> [String] {
    Set(texts.filter { !$0.isEmpty }).sorted()
  }
}
