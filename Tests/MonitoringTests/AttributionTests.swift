// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

/// Who is charged, alone.
@Suite struct AttributionTests {
  private static let two = ["python3", "/two.py"]

  /// Servers one (process 20) and two (process 30) below a client (process 10).
  private static func attribution(judgesManual: Bool = false) -> (Attribution, [Outcome]) {
    let servers = ["one": Scene.command, "two": two]
    var attribution = Attribution(
      ConfiguredServers(policy: Policy(), recognisers: [Scene.recogniser(servers)]),
      judgesManual: judgesManual)
    var outcomes: [Outcome] = []
    _ = attribution.consume(Parts.exec(10, 1, at: 1, ["cursor"]), into: &outcomes)
    _ = attribution.consume(Parts.exec(20, 2, parent: 10), into: &outcomes)
    _ = attribution.consume(Parts.exec(30, 3, parent: 10, two), into: &outcomes)
    return (attribution, outcomes)
  }

  private static func charged(
    _ attribution: Attribution, _ actor: Actor, owner: Actor?, _ hook: Hook = .connect4
  ) -> [UInt32] {
    var destination = Parts.destination(hook: hook)
    destination.actor = actor
    destination.owner = owner
    guard let doers = attribution.doers(of: destination) else { return [] }
    return [doers.first.number] + (doers.second.map { [$0.number] } ?? [])
  }

  @Test func theOwnerAndTheActingTask() {
    let (attribution, _) = Self.attribution()
    let (one, two, client) = (Scene.actor(20, 2), Scene.actor(30, 3), Scene.actor(10, 1))
    #expect(Self.charged(attribution, one, owner: nil) == [1])
    #expect(Self.charged(attribution, one, owner: one) == [1])
    #expect(Self.charged(attribution, client, owner: two) == [2])
    #expect(Self.charged(attribution, one, owner: client) == [1])
    #expect(Self.charged(attribution, one, owner: two) == [2, 1])
    #expect(Self.charged(attribution, one, owner: two, .egress) == [2])
    #expect(Self.charged(attribution, client, owner: nil).isEmpty)
  }

  @Test func aProcessCountsWhereItsProgramIsNotKnown() {
    let (attribution, _) = Self.attribution()
    #expect(attribution.doer(of: Scene.actor(20, 0))?.number == 1)
    #expect(attribution.doer(of: Scene.actor(99, 0)) == nil)
  }

  @Test func aBeginningIsReturnedOnceAndNumbered() {
    var (attribution, outcomes) = Self.attribution()
    let begun = attribution.consume(Parts.exec(40, 4, parent: 10, Self.two), into: &outcomes)
    #expect(begun?.number == 3 && begun?.hasUnseenNames == false)
    let below = attribution.consume(
      Parts.exec(40, 5, previous: 4, parent: 10, Self.two), into: &outcomes)
    #expect(below == nil, "below a server's own program it is the server")
    #expect(outcomes.contains(.directive(.watch(ProgramID(rawValue: 5)))))
    let older = attribution.consume(
      Parts.exec(50, 6, parent: 10, Self.two, isOlder: true), into: &outcomes)
    #expect(older?.hasUnseenNames == true)
  }

  @Test func unidentifiedAreThoseWhoseRecordsWereLost() {
    var (attribution, outcomes) = Self.attribution()
    #expect(!attribution.isUnidentified(Scene.actor(99, 7)))
    attribution.noteLostLifecycle()
    #expect(attribution.isUnidentified(Scene.actor(99, 7)))
    #expect(!attribution.isUnidentified(Scene.actor(20, 2)))
    #expect(attribution.isUnidentified(Scene.actor(20, 0)), "its exec was missed")
    #expect(!attribution.isUnidentified(Scene.actor(0, 7)))
    attribution.consume(
      Exit(time: Scene.at(4), actor: Scene.actor(20, 2), code: 0), into: &outcomes)
    #expect(outcomes.contains(.directive(.forget(ProgramID(rawValue: 2)))))
    #expect(attribution.running.map(\.value.number) == [2])
  }

  @Test func itsOwnProcessesAreKnown() {
    let (attribution, _) = Self.attribution()
    #expect(attribution.isOwn(pid: 20, of: 1))
    #expect(!attribution.isOwn(pid: 30, of: 1) && !attribution.isOwn(pid: 99, of: 1))
    #expect(attribution.serverProcesses == [Scene.actor(20, 2), Scene.actor(30, 3)])
    #expect(attribution.lineage(pid: 20).ancestors.map(\.id) == [Scene.id(10)])
    #expect(attribution.lineage(pid: 99).process.name == "")
  }

  /// Answers may come after other outcomes, in any order, and one for what is gone already.
  @Test func answersOfContainersMayComeLateAndInAnyOrder() {
    var attribution = Attribution(
      ConfiguredServers(
        policy: Policy(),
        recognisers: [
          Scene.recogniser(["one": ["docker", "run", "-i", "acme/a"]])
        ]), judgesManual: false)
    var outcomes: [Outcome] = []
    let start = Parts.exec(1, 1, parent: 0, at: 0, ["init"], isOlder: true)
    _ = attribution.consume(start, into: &outcomes)
    let docker = Parts.exec(20, 2, at: 1, ["docker", "run", "-i", "acme/a"])
    _ = attribution.consume(docker, into: &outcomes)
    for (pid, program, namespace) in [(UInt32(40), UInt64(4), UInt32(44)), (50, 5, 55)] {
      _ = attribution.consume(
        Parts.exec(pid, program, ["a"], pidNamespace: namespace), into: &outcomes)
    }
    let asked = outcomes.suffix(2)
    #expect(
      asked == [
        .request(.inspectContainer(Scene.id(40), pidNamespace: 44)),
        .request(.inspectContainer(Scene.id(50), pidNamespace: 55)),
      ])
    func answer(_ pid: UInt32, _ namespace: UInt32, _ image: String) -> Container {
      Container(
        time: Scene.at(3), process: Scene.id(pid), pidNamespace: namespace, id: "c\(pid)",
        image: image, arguments: [], serverName: "", serverLabel: "")
    }
    let other = attribution.consume(answer(50, 55, "acme/b"), into: &outcomes)
    let own = attribution.consume(answer(40, 44, "acme/a"), into: &outcomes)
    #expect(other == nil && own?.recognition.candidates.map(\.name) == ["one"])
    #expect(attribution.doer(of: Scene.actor(50, 5)) == nil)
    #expect(attribution.doer(of: Scene.actor(40, 4))?.instance.value.container == "c40")
    let late = attribution.consume(answer(60, 66, "acme/a"), into: &outcomes)
    #expect(late == nil, "not asked for")
  }
}
