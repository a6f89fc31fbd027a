// SPDX-License-Identifier: Apache-2.0

internal import Events

/// A row of `HarmlessSockets`: sockets to which a server may hand something without being reported.
struct HarmlessSocket: Sendable {
  enum Place: Sendable {
    /// In directories that root alone may write, or the service that listens.
    case machine
    /// Where any program of a user's can make such a name: it counts only for these programs.
    case open([String])
  }

  let names: [SocketShape]
  let place: Place
  /// Whose programs may listen, besides root's and the server's own user's.
  var users: [String] = []
  /// One of these words stands in the server's entry; none for what any program uses.
  var entry: [String] = []
  let reason: String

  init(
    _ names: [String], _ place: Place, users: [String] = [], entry: [String] = [], _ reason: String
  ) {
    self.names = names.map { SocketShape($0) }
    self.place = place
    self.users = users
    self.entry = entry
    self.reason = reason
  }

  func fits(_ name: String) -> Bool { names.contains { $0.fits(name) } }

  /// Whether an entry with these words implies it.
  func isImplied(by words: [String]) -> Bool {
    entry.isEmpty || words.contains { word in entry.contains { word.contains($0) } }
  }

  /// Whether this is one of those who may listen there.
  func allows(_ holder: PeerHolder, to user: UInt32) -> Bool {
    guard holder.isOfMachine else { return false }
    let isUser = holder.user == 0 || holder.user == user || users.contains(holder.userName)
    guard isUser else { return false }
    switch place {
    case .machine: return true
    case .open(let programs): return Self.isInstalled(holder, as: programs)
    }
  }

  /// Only root puts a program into these directories.
  private static func isInstalled(_ holder: PeerHolder, as programs: [String]) -> Bool {
    let path = holder.executable
    guard !path.hasSuffix(" (deleted)"), folders.contains(where: { path.hasPrefix($0) }) else {
      return false
    }
    return path.split(separator: "/").last.map { programs.contains(String($0)) } ?? false
  }

  private static let folders = [
    "/usr/", "/bin/", "/sbin/", "/lib/", "/lib64/", "/opt/", "/snap/", "/nix/store/",
    "/gnu/store/",
  ]
}
