// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring
import Policies
import Servers
import Testing

@Suite struct ConfigurationChangeTests {
  private static let entry = ServerEntry(
    name: "gh",
    transport: .stdio(command: ["npx", "-y", "@x/gh@1.0.0", "--token", "hunter2hunter2"]),
    client: "Cursor", scope: .user, file: "/home/a/.cursor/mcp.json", user: 1000,
    environment: ["GITHUB_TOKEN", "LANG"])

  private static func finding(_ monitor: Monitor, _ change: ConfigurationChange) throws -> Finding {
    let outcomes = monitor.consume(change)
    #expect(outcomes.count == 1)
    guard case .finding(let finding)? = outcomes.first else { throw Nothing() }
    return finding
  }

  private struct Nothing: Error {}

  private static func change(writer: UInt32? = nil, isWorldWritable: Bool = false)
    -> ConfigurationChange
  {
    ConfigurationChange(
      time: Instant(nanoseconds: 500), change: ServerListChange(.added, entry), writer: writer,
      owner: 1000, isWorldWritable: isWorldWritable)
  }

  @Test func theEntryIsNamedAndNothingSecretIs() throws {
    let monitor = Monitor(policy: Policy(), recognisers: [])
    let finding = try Self.finding(monitor, Self.change())
    #expect(finding.rule == .configChanged && finding.rule.severity == .low)
    #expect(finding.server.name == "gh" && finding.server.client == "Cursor")
    #expect(finding.server.package == "npm:@x/gh@1.0.0")
    #expect(finding.server.config == "/home/a/.cursor/mcp.json")
    #expect(finding.credentials == ["GITHUB_TOKEN"])
    #expect(finding.reasons.contains("the file belongs to user 1000"))
    #expect(finding.reasons.contains("who wrote it is not known"))
    #expect(finding.process.id.pid == 0)
    #expect(!"\(finding)".contains("hunter2"))
  }

  @Test func theWriterIsDescribedWithItsAncestors() throws {
    var monitor = Monitor(policy: Policy(), recognisers: [])
    for (pid, parent, name) in [(10, 1, "bash"), (11, 10, "curl")] as [(UInt32, UInt32, String)] {
      let process = ProcessID(pid: pid, start: Instant(nanoseconds: UInt64(pid)))
      _ = monitor.consume(
        .exec(
          Exec(
            time: Instant(nanoseconds: UInt64(pid)),
            actor: Actor(process: process, thread: pid, program: ProgramID(rawValue: UInt64(pid))),
            parent: ProcessID(pid: parent, start: Instant(nanoseconds: UInt64(parent))),
            previous: .unknown, executable: "/usr/bin/\(name)", file: name, arguments: [name],
            name: name, user: 1000)))
    }
    let finding = try Self.finding(monitor, Self.change(writer: 11, isWorldWritable: true))
    #expect(finding.process.path == "/usr/bin/curl")
    #expect(finding.parent?.path == "/usr/bin/bash")
    #expect(finding.reasons.contains("`curl` of user 1000 wrote it"))
    #expect(finding.reasons.contains("anyone on this machine may change the file"))
  }

  @Test func anUnknownWriterHasItsPid() throws {
    let monitor = Monitor(policy: Policy(), recognisers: [])
    let finding = try Self.finding(monitor, Self.change(writer: 4_242))
    #expect(finding.process.id.pid == 4_242)
  }

  @Test func aLogKeepsItWhole() throws {
    var other = Self.entry
    other.environment = []
    other.isDisabled = true
    other.line = 3
    for kind in ServerListChange.Kind.allCases {
      for before in [nil, other] {
        let change = ConfigurationChange(
          time: Instant(nanoseconds: 500),
          change: ServerListChange(kind, Self.entry, before: before),
          writer: before == nil ? nil : 7, owner: 1000, isWorldWritable: before != nil)
        #expect(ConfigurationChange(change.note) == change)
      }
    }
  }

  @Test func aNoteThatLacksSomethingIsNone() {
    let whole = Self.change().note
    for key in ["change", "time", "name"] {
      var note = whole
      note.texts[key] = nil
      #expect(ConfigurationChange(note) == nil)
    }
    var odd = whole
    odd.texts["time"] = "99999999999999999999999"
    #expect(ConfigurationChange(odd) == nil)
    odd = whole
    odd.kind = "entry"
    #expect(ConfigurationChange(odd) == nil)
  }
}
