// SPDX-License-Identifier: Apache-2.0

import Foundation
import Monitoring
import Policies
import Testing

@testable import egret

/// What recordings and alert logs teach, from the golden cases.
@Suite struct LearningLogTests {
  private static let cases = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "GoldenTests/Cases")

  private static let entry =
    #"{"note":"entry","client":"Cursor","command":["python3","/opt/github/server.py"],"#
    + #""file":"/home/ada/.cursor/mcp.json","name":"github","scope":"user"}"#

  private static func learned(_ name: String, _ file: String) throws -> LearningLog {
    let url = cases.appending(path: "\(name)/\(file)")
    var lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
    if file == "events.ndjson" { lines.insert(entry, at: 1) }
    var log = LearningLog(policy: Policy())
    log.begin()
    for line in lines { try log.consume(Array(line.utf8)[...]) }
    log.finish()
    return log
  }

  private static func endpoints(_ log: LearningLog) throws -> [String: [String]] {
    let text = log.learner.draft.text()
    let reading = Policy.read(text, file: "draft.yaml")
    #expect(reading.diagnostics.filter { $0.level == .error }.isEmpty, "\(text)")
    let servers = try #require(reading.policy).servers
    return Dictionary(
      servers.map { ($0.name, $0.expect.map(\.text)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The recording, the OCSF and the ECS of one run teach the same endpoints.
  @Test func everyKindOfLogTeachesTheSame() throws {
    let recorded = try Self.learned("all-tells-every-flow", "events.ndjson")
    let ocsf = try Self.learned("all-tells-every-flow", "expected.ndjson")
    let ecs = try Self.learned("all-tells-every-flow-in-ecs", "expected.ndjson")
    let seen = try Self.endpoints(recorded)
    #expect(seen["github"]?.isEmpty == false)
    #expect(try Self.endpoints(ocsf) == seen)
    #expect(try Self.endpoints(ecs) == seen)
    #expect(ocsf.strangeLines == 0 && ecs.strangeLines == 0)
  }

  /// Without flows an alert's own destination is what is learned.
  @Test func anAlertTeachesItsDestination() throws {
    let log = try Self.learned("an-unexpected-host-is-told-once", "expected.ndjson")
    #expect(try Self.endpoints(log)["github"]?.count == 1)
    let socket = try Self.learned("an-unknown-deputy-is-told-with-who-it-is", "expected.ndjson")
    #expect(
      try Self.endpoints(socket)["github"]?.contains { $0.hasPrefix("unix:") } == true)
  }

  @Test func whatNobodyShouldExpectIsAComment() throws {
    let log = try Self.learned("metadata-is-never-covered-by-any", "expected.ndjson")
    let text = log.learner.draft.text()
    #expect(text.contains("not taken ("))
    #expect(!text.contains("  - \"169.254.169.254"))
  }

  @Test func ordinaryContactsAreTaken() throws {
    let log = try Self.learned("ordinary-contacts-are-one-line-a-day", "expected.ndjson")
    #expect(
      try Self.endpoints(log)["github"]?.contains("api.github.example") == true)
  }

  @Test func strangeLinesAreCounted() throws {
    var log = LearningLog(policy: Policy())
    for line in ["{", "[]", "{\"a\":1}", "x", ""] { try log.consume(Array(line.utf8)[...]) }
    log.finish()
    #expect(log.strangeLines >= 4)
    #expect(log.learner.draft.serverCount == 0)
  }

  /// Every golden line is read, and no draft of them has an error.
  @Test func everyGoldenLineCanBeLearnedFrom() throws {
    for folder in try FileManager.default.contentsOfDirectory(atPath: Self.cases.path) {
      let file = Self.cases.appending(path: "\(folder)/expected.ndjson")
      guard let text = try? String(contentsOf: file, encoding: .utf8), text.hasPrefix("{") else {
        continue
      }
      #expect(throws: Never.self, "\(folder)") {
        _ = try Self.endpoints(try Self.learned(folder, "expected.ndjson"))
      }
    }
  }
}
