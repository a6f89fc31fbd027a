// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// Connections and datagrams over Unix sockets to processes that are not the server's own.
@Suite struct HandoffTests {
  private typealias S = HandoffScene
  private static let helper = S.holder("/usr/bin/socat")

  @Test func anyProcessIsToldWithWhoItIs() throws {
    var scene = S()
    let found = scene.findings("/tmp/helper.sock", .connected, Self.helper)
    let finding = try #require(found.first)
    #expect(finding.rule == .localHandoff && finding.rule.severity == .medium)
    #expect(finding.target.unixPath == "/tmp/helper.sock")
    #expect(finding.target.local?.deputy == .process && finding.target.local?.isReached == true)
    #expect(finding.target.local?.holder == Self.helper)
    #expect(finding.title == "MCP server connected to a local process that is not its own")
    #expect(
      finding.reasons.contains("process 812 (/usr/bin/socat, user ada) holds the other end"))
  }

  @Test(arguments: ["@helper", "/tmp/helper.sock", "relative.sock"])
  func nothingIsSaidOfTheServersOwn(name: String) {
    var scene = S()
    scene.scene.feed([Scene.fork(20, 21, 2, at: 2.5)])
    let own = S.holder("/usr/bin/python3", pid: 21)
    #expect(scene.findings(name, .connected, own).isEmpty)
    // Another takes the name: it is looked at each time.
    #expect(scene.findings(name, .connected, Self.helper).count == 1)
  }

  @Test func anotherInstanceIsNotTheServersOwn() {
    var scene = S()
    scene.scene.feed([Scene.exec(30, 3, at: 2.5)])
    let other = S.holder("/usr/bin/python3", pid: 30)
    #expect(scene.findings("/tmp/x.sock", .connected, other).count == 1)
  }

  @Test func triedIsNotConnected() throws {
    var scene = S()
    let absent = try #require(scene.findings("/run/none.sock", .absent).first)
    #expect(absent.title == "MCP server tried to connect to a local process that is not its own")
    #expect(absent.reasons.contains("no socket of that name was there"))
    #expect(absent.target.local?.isReached == false)
    let refused = try #require(scene.findings("/run/docker.sock", .unconnected).first)
    #expect(refused.title == "MCP server tried to connect to a local broker that acts for it")
    let made = try #require(scene.findings("/run/docker.sock", .connected).first)
    #expect(made.title == "MCP server connected to a local broker that acts for it")
  }

  @Test func aSendAmendsWhatWasOnlyTried() throws {
    var scene = S()
    #expect(S.findings(scene.outcomes(S.asked("/run/a.sock"), .unknown)).count == 1)
    let sent = S.asked("/run/a.sock", hook: .sendLength, at: 4)
    let outcomes = scene.outcomes(sent, .connected)
    guard case .amended(let finding) = try #require(outcomes.first) else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(finding.title == "MCP server connected to a local process that is not its own")
    #expect(outcomes.count == 1)
    #expect(scene.outcomes(sent, .connected).isEmpty)
  }

  @Test func anAgentIsCredentialUse() throws {
    var scene = S()
    for (name, holder) in [
      ("/run/user/1000/gnupg/S.gpg-agent", nil), ("/tmp/ssh-XYZ/agent.17", nil),
      ("/home/ada/odd.sock", S.holder("/usr/bin/ssh-agent")),
    ] {
      let finding = try #require(scene.findings(name, .connected, holder).first)
      #expect(finding.target.local?.deputy == .agent)
      #expect(finding.title == "MCP server connected to an agent that uses credentials for it")
      #expect(finding.reasons.first?.contains("with the user's keys") == true)
    }
  }

  @Test(arguments: [
    ("unix:/run/app.sock", "/run/app.sock"), ("unix:/run/app.sock", "/var/run/app.sock"),
    ("unix:@app", "@app"), ("unix:@app-*", "@app-7"), ("unix:/run/app/*.sock", "/run/app/7.sock"),
  ]) func whatThePolicyExpectsIsSilentAndNotLookedFor(entry: String, name: String) {
    var scene = S(expect: entry)
    #expect(scene.scene.monitor.consume(S.asked(name)).isEmpty)
    #expect(scene.findings(name + "x/y", .connected, Self.helper).count == 1)
  }

  @Test func aRelativeNameIsWhatItIsBoundTo() throws {
    var scene = S(expect: "unix:/run/app.sock")
    #expect(scene.findings("app.sock", .connected, bound: "/run/app.sock", Self.helper).isEmpty)
    // In a root of its own making a process binds what it likes.
    let elsewhere = S.holder("/usr/bin/socat", isOfMachine: false)
    let found = scene.findings("app.sock", .connected, bound: "/run/app.sock", elsewhere)
    #expect(found.map(\.target.unixPath) == ["app.sock"])
  }

  @Test func aNewPolicyIsAskedAgain() {
    var scene = S(expect: "unix:/run/app.sock")
    #expect(scene.findings("/run/app.sock", .connected, Self.helper).isEmpty)
    _ = scene.scene.monitor.replace(
      policy: Scene.policy("api.example"), recognisers: [Scene.recogniser(["one": Scene.command])])
    #expect(scene.findings("/run/app.sock", .connected, Self.helper).count == 1)
  }

  @Test func whatNobodyAnswersIsReportedBeforeTheNext() {
    var scene = S()
    let first = scene.scene.monitor.consume(S.asked("/tmp/a.sock", inode: 1))
    #expect(S.findings(first).isEmpty)
    let next = scene.scene.monitor.consume(S.asked("/tmp/b.sock", inode: 2, at: 4))
    #expect(S.findings(next).map(\.target.unixPath) == ["/tmp/a.sock"])
    #expect(scene.scene.monitor.finish().map(\.target.unixPath) == ["/tmp/b.sock"])
  }

  @Test func theOtherEndIsLookedForOnceInAWhile() {
    var scene = S()
    #expect(scene.findings("/tmp/a.sock", .connected, Self.helper).count == 1)
    let again = scene.scene.monitor.consume(S.asked("/tmp/a.sock", inode: 99, at: 5))
    #expect(Scene.requests(again).isEmpty && S.findings(again).count == 1)
    let later = scene.scene.monitor.consume(S.asked("/tmp/a.sock", inode: 100, at: 90))
    #expect(Scene.requests(later).count == 1)
  }
}
