// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// What is read of a server's program, from the question to the finding.
@Suite struct ProgramFactsTests {
  private static func facts(_ program: UInt64, sha256: String = "5d") -> Event {
    .programFacts(
      ProgramFacts(
        time: Scene.at(2.2), process: Scene.id(20), program: ProgramID(rawValue: program),
        userName: "ada", directory: "/home/ada", executable: FileDigest(sha256: sha256),
        script: "/opt/server.py"))
  }

  private static func questions(_ outcomes: [Outcome]) -> [Request] {
    Scene.requests(outcomes).filter { request in
      if case .inspectProgram = request { true } else { false }
    }
  }

  @Test func aServersProgramIsAskedAboutOnce() {
    var scene = Scene()
    let begun = scene.feed([
      Scene.exec(10, 1, at: 1, ["cursor"]), Scene.fork(10, 20, 1, at: 2),
      Scene.exec(20, 2, previous: 1, parent: 10, at: 2.1),
    ])
    #expect(
      Self.questions(begun) == [
        .inspectProgram(
          Scene.actor(20, 2), user: 1000, script: "/opt/server.py", package: Scene.packageQuestion)
      ])
    let below = scene.feed([
      Scene.fork(20, 30, 2, at: 3), Scene.exec(30, 3, previous: 2, parent: 20, at: 3.1, ["curl"]),
    ])
    #expect(Self.questions(below) == [.inspectProgram(Scene.actor(30, 3), user: 1000, script: nil)])
    #expect(Self.questions(scene.feed([Scene.exec(40, 4, at: 4, ["vim"])])).isEmpty)
  }

  @Test func aFindingHasWhatWasRead() throws {
    var scene = Scene()
    scene.begin()
    scene.feed([Self.facts(2), Self.facts(99)])
    let finding = try #require(scene.findings([Scene.destination(20, 2, at: 3)]).first)
    #expect(finding.process.userName == "ada")
    #expect(finding.process.facts?.executable.sha256 == "5d")
    scene.feed([Self.facts(2, sha256: "7e")])
    let child = scene.findings([
      Scene.fork(20, 31, 2, at: 4), Scene.destination(31, 2, "203.0.113.9", at: 5),
    ])
    #expect(child.first?.process.facts?.executable.sha256 == "7e")
  }

  @Test func theSocketsOwnSideStaysWithTheFlow() throws {
    var scene = Scene()
    scene.begin()
    let local = Endpoint(address: Scene.ip("192.0.2.17"), port: 51544)
    let finding = try #require(scene.findings([Scene.destination(20, 2, at: 3)]).first)
    #expect(finding.local == nil)
    scene.monitor.note(local: local, of: finding.cookie)
    let end = FlowEnd(
      time: Scene.at(4), owner: Scene.actor(20, 2),
      endpoint: try #require(finding.target.endpoint), cookie: finding.cookie, began: Scene.at(3),
      bytesOut: 1, bytesIn: 2, netNamespace: Scene.net, transport: .tcp, result: .established)
    guard case .closing(let closing)? = scene.feed([.flowEnd(end)]).first else {
      Issue.record("no end")
      return
    }
    #expect(closing.local == local)
  }

  @Test func theTableIsBounded() {
    var table = ProgramTable()
    var news = 0
    for number in 1...20_000 where table.note(ProgramID(rawValue: UInt64(number))) { news += 1 }
    #expect(news == 20_000 && table.count == 4_096)
    let again = [20_000, 0, 1].map { table.note(ProgramID(rawValue: $0)) }
    #expect(again == [false, false, true])
  }
}
