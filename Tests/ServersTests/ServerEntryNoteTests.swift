// SPDX-License-Identifier: Apache-2.0

import Events
import Servers
import Testing

@Suite struct ServerEntryNoteTests {
  private static let full = ServerEntry(
    name: "github", transport: .stdio(command: ["npx", "-y", "pkg"]), client: "Cursor",
    scope: .project, file: "/p/.cursor/mcp.json", line: 3, user: 1000, workingDirectory: "/p",
    project: "/p", environment: ["GITHUB_TOKEN"], implied: ["ghe.example:443"],
    granted: ["a.example"], isDisabled: true)

  private static let plain = ServerEntry(
    name: "remote", transport: .remote(url: "https://mcp.example/sse"), client: "VS Code",
    scope: .user, file: "/f")

  @Test(arguments: [full, plain]) func entriesComeBack(entry: ServerEntry) {
    #expect(ServerEntry(entry.note) == entry)
  }

  @Test(arguments: [
    EventLogNote(kind: "line"), EventLogNote(kind: "entry"),
    EventLogNote(kind: "entry", texts: ["name": "a"]),
    EventLogNote(kind: "entry", texts: ["name": ""], lists: ["command": ["a"]]),
    EventLogNote(kind: "entry", texts: ["name": "a"], lists: ["command": []]),
  ]) func whatIsNoEntryIsNone(note: EventLogNote) { #expect(ServerEntry(note) == nil) }

  @Test func oddNumbersAreLeftOut() {
    var note = Self.full.note
    note.texts["user"] = "-1"
    note.texts["line"] = "99999999999999999999"
    note.texts["scope"] = "world"
    let entry = ServerEntry(note)
    #expect(entry?.user == nil && entry?.line == nil && entry?.scope == .user)
  }
}
