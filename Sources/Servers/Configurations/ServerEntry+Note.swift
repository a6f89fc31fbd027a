// SPDX-License-Identifier: Apache-2.0

package import Events

/// An entry as an event log keeps it, so that a replay on another machine names the same servers.
///
/// `{"note":"entry","client":"Cursor","command":["npx","-y","some-server"],"environment":
/// ["API_KEY"],"file":"/home/a/.cursor/mcp.json","name":"some","scope":"user","user":"1000"}`.
/// Names of variables only; what is left out is empty or not known.
extension ServerEntry {
  package static let noteKind = "entry"

  package var note: EventLogNote {
    var note = EventLogNote(kind: Self.noteKind)
    let texts = [
      "name": name, "client": client, "scope": scope.rawValue, "file": file,
      "line": line.map { "\($0)" }, "user": user.map { "\($0)" }, "directory": workingDirectory,
      "project": project, "disabled": isDisabled ? "yes" : nil, "url": url,
    ]
    note.texts = texts.compactMapValues { $0 }
    let lists = [
      "command": command ?? [], "environment": environment, "implied": implied, "granted": granted,
      "proxies": proxies,
    ]
    note.lists = lists.filter { !$0.value.isEmpty }
    return note
  }

  /// nil for a note of another kind, and for one without a name, or with neither a command nor a
  /// URL.
  package init?(_ note: EventLogNote) {
    guard note.kind == Self.noteKind, let name = note.texts["name"], !name.isEmpty,
      let transport = Self.transport(note)
    else { return nil }
    self.init(
      name: name, transport: transport, client: note.texts["client"] ?? "",
      scope: note.texts["scope"].flatMap(Scope.init) ?? .user, file: note.texts["file"] ?? "",
      line: note.texts["line"].flatMap { Int($0) }, user: note.texts["user"].flatMap { UInt32($0) },
      workingDirectory: note.texts["directory"], project: note.texts["project"],
      environment: note.lists["environment"] ?? [], implied: note.lists["implied"] ?? [],
      granted: note.lists["granted"] ?? [],
      proxies: note.lists["proxies"] ?? [], isDisabled: note.texts["disabled"] == "yes")
  }

  private static func transport(_ note: EventLogNote) -> Transport? {
    if let command = note.lists["command"], !command.isEmpty { return .stdio(command: command) }
    return note.texts["url"].map { .remote(url: $0) }
  }

  private var command: [String]? {
    guard case .stdio(let command) = transport else { return nil }
    return command
  }

  /// What `EndpointURL.shown` kept: no user, no query, no key.
  private var url: String? {
    guard case .remote(let url) = transport else { return nil }
    return url
  }
}
