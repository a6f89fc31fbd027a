// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Foundation
import Policies
import Servers
import TestKit
import Testing

@testable import egret

@Suite struct EventPipelineTests {
  private static let entry = ServerEntry(
    name: "one", transport: .stdio(command: ["/opt/one"]), client: "Cursor", scope: .user,
    file: "/home/ada/.cursor/mcp.json")

  /// This process, in its own mount namespace, said to run something else.
  private static func exec(_ program: UInt64, _ command: String) -> Event {
    let pid = UInt32(getpid())
    let link = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/mnt"))
    let mount = UInt32((link ?? "").filter(\.isNumber)) ?? 0
    return .exec(
      Exec(
        time: Instant(nanoseconds: 5), actor: Self.actor(program), parent: Self.actor(1).process,
        previous: .unknown, executable: command, file: command, arguments: [command],
        stdio: [Descriptor(kind: .pipe, inode: 1)], name: "one", user: 0,
        namespaces: Namespaces(net: 4_026_531_840, mount: mount, pid: pid, user: 1)))
  }

  private static func actor(_ program: UInt64) -> Actor {
    let process = ProcessID(pid: UInt32(getpid()), start: Instant(nanoseconds: 5))
    return Actor(process: process, thread: process.pid, program: ProgramID(rawValue: program))
  }

  private static func reach(_ program: UInt64, _ last: UInt32) -> Event {
    .destination(
      Destination(
        time: Instant(nanoseconds: 6), actor: actor(program), cookie: 1,
        endpoint: Endpoint(address: IPAddress(v4: 0xcb00_7100 | last), port: 443),
        transport: .tcp, hook: .connect4, via: .syscall, netNamespace: 4_026_531_840))
  }

  /// A run of what `body` does: its recorded lines' kinds, and the run.
  private func recorded(_ body: (RecordedRun) -> Void) throws -> (kinds: [String], run: RecordedRun)
  {
    let path = "/tmp/egret-pipeline-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let policy = Policy.read(
      "egret: 1\nservers:\n  one: {expect: [api.example]}\n", file: "policy.yaml"
    ).policy
    let run = try RecordedRun(
      path: path, format: .ocsf, policy: try #require(policy), entries: [Self.entry])
    body(run)
    try run.end()
    let log = try Data(contentsOf: URL(filePath: path))
    return (log.split(separator: 10).dropFirst().map(Self.kind), run)
  }

  private static func kind(_ line: Data) -> String {
    let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any]
    return object?["event"] as? String ?? object?["note"] as? String ?? "-"
  }

  /// The kernel side is told before anything is asked, and what was asked is known before the next
  /// event is judged.
  @Test func whatIsAskedIsAnsweredBeforeTheNextEvent() throws {
    let (kinds, run) = try recorded { run in
      run.consume(Self.exec(7, "/opt/one"))
      run.consume(Self.reach(7, 9))
    }
    let exec = try #require(kinds.firstIndex(of: "exec"))
    #expect(kinds[exec...].prefix(4) == ["exec", "resolvers", "program", "destination"])
    #expect(run.directives == ["watch 7"])
    #expect(run.lines.count == 1)
  }

  @Test func aRequestWithoutAnswerHoldsNothingUp() throws {
    let (kinds, run) = try recorded { run in
      run.consume(RecordedStory.exec(20, 2, ["/opt/one"]))
      run.consume(RecordedStory.reach(20, 2, 9, at: 21))
    }
    #expect(!kinds.contains("resolvers") && kinds.suffix(3) == ["exec", "program", "destination"])
    #expect(run.lines.count == 1)
  }

  @Test func othersProgramsAreIgnoredAndAgainLookedAtWithOtherEntries() throws {
    var other = Self.entry
    other.transport = .stdio(command: ["/opt/two"])
    let (kinds, run) = try recorded { run in
      run.consume(Self.exec(7, "/opt/two"))
      run.reload([other])
    }
    #expect(run.directives == ["ignore 7", "watch 7"])
    #expect(kinds.suffix(5) == ["exec", "entries", "entry", "resolvers", "program"])
  }

  @Test func theKernelSideKnowsWhatMayBeAServer() throws {
    var other = Self.entry
    other.transport = .stdio(command: ["/opt/two"])
    let run = try recorded { run in
      run.reload([Self.entry])
      run.reload([other])
    }.run
    #expect(run.suspects.contains("two") && !run.suspects.contains("one"))
  }

  /// What runs already under a name that is suspect now is looked at; what does not is left alone.
  @Test func whatRunsIsLookedAtAgainByNewNames() throws {
    let sleeper = Process()
    sleeper.executableURL = URL(filePath: "/bin/sleep")
    sleeper.arguments = ["60"]
    try sleeper.run()
    defer { sleeper.end() }
    var other = Self.entry
    other.transport = .stdio(command: ["/bin/sleep", "60"])
    let (kinds, run) = try recorded { run in
      run.reload([])
      run.reload([other])
    }
    #expect(kinds.contains("exec"))
    #expect(run.directives.contains("seed \(sleeper.processIdentifier)"))
  }
}
