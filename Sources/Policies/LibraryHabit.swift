// SPDX-License-Identifier: Apache-2.0

/// What a library does by itself in every server that uses it: telemetry, a look for its own update, the
/// download of a model or a browser.
package struct LibraryHabit: Hashable, Sendable {
  /// What has to run for the library to be there.
  package enum Runtime: Hashable, Sendable { case python, node, browser, any }

  /// As `refuse` spells it: `fastmcp`.
  package let library: String
  /// Why it connects, for an alert.
  package let reason: String
  package let runtime: Runtime
  /// It only asks for a version: it never sends much, whenever it runs.
  package var asksOnly = false
  /// The host was read in the library's own source, and not only in what its maker writes of it.
  package var isRead = true

  /// What it does, in an alert's words.
  package var words: String {
    isRead ? reason : "\(reason), to a host that was read in no source of it"
  }
}

/// The habits that count for a server, by the host that they use, on TCP 443 alone.
package struct LibraryHabits: Hashable, Sendable {
  private let names: [Substring: LibraryHabit]
  private let parents: [Substring: LibraryHabit]

  /// None is excused.
  package static let none = LibraryHabits(rows: [])

  /// `pythonIndex` and `nodeIndex` are the hosts at which installers ask for versions by default.
  package init(pythonIndex: String?, nodeIndex: String?, refusing refused: Set<String> = []) {
    if refused.contains(Self.all) {
      self = .none
      return
    }
    let updates: [(LibraryHabit, [String])] = [
      (Self.fastMCP, [pythonIndex].compactMap { $0 }),
      (Self.updateNotifier, [nodeIndex].compactMap { $0 }),
    ]
    self.init(rows: (updates + Self.rows).filter { !refused.contains($0.0.library) })
  }

  private init(rows: [(habit: LibraryHabit, hosts: [String])]) {
    var (names, parents): ([Substring: LibraryHabit], [Substring: LibraryHabit]) = ([:], [:])
    for row in rows {
      for host in row.hosts {
        var habit = row.habit
        habit.isRead = !host.hasSuffix(Self.unread)
        let name = habit.isRead ? host[...] : host.dropLast(Self.unread.count)
        if name.hasPrefix("*.") {
          parents[name.dropFirst(2)] = habit
        } else {
          names[name] = habit
        }
      }
    }
    (self.names, self.parents) = (names, parents)
  }

  /// nil for a host that no library uses by itself.
  package func habit(of host: String) -> LibraryHabit? {
    guard !names.isEmpty, host.utf8.count <= HostPattern.longestName else { return nil }
    let host = HostPattern.normalised(host)
    if let found = names[host] { return found }
    guard let dot = host.utf8.firstIndex(of: UInt8(ascii: ".")) else { return nil }
    return parents[host[dot...].dropFirst()]
  }

  /// Behind a host of a row that no source was read for.
  static let unread = "?"

  /// What `refuse` says to refuse every one.
  package static let all = "all"

  /// What `refuse` may name.
  package static var libraries: [String] {
    Expectations.unique([fastMCP.library, updateNotifier.library] + rows.map(\.habit.library))
  }
}
