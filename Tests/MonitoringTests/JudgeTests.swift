// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Policies
import Servers
import Testing

@testable import Monitoring

/// The judge alone: an act in, a verdict out.
@Suite struct JudgeTests {
  private static func act(
    _ destination: Destination = Parts.destination(), _ names: KnownNames = KnownNames(),
    expecting: String = "api.example", standing: LaunchStanding? = nil,
    registries: [String] = []
  ) -> Act {
    var instance = Parts.instance(expecting: expecting)
    instance.learn(registries: registries)
    var act = Act(.reached(destination), by: Parts.doer(instance, standing))
    act.names = names
    return act
  }

  private static func rules(_ act: Act) -> [Rule] { Judge.verdict(on: act).rules }

  private static func standing(_ role: ProcessRole, _ launcher: Launcher = .npx) -> LaunchStanding {
    LaunchStanding(launch: Launch(launcher: launcher), role: role)
  }

  @Test func aNameThatIsExpectedIsSilent() {
    let names = KnownNames(trusted: [Parts.name("api.example")])
    #expect(Judge.verdict(on: Self.act(Parts.destination(), names)) == Verdict())
  }

  @Test func anotherNameIsUnexpected() {
    let names = KnownNames(trusted: [Parts.name("evil.example")])
    #expect(Self.rules(Self.act(Parts.destination(), names)) == [.unexpectedDestination])
  }

  @Test func aDoubtfulNameExcusesNothingAndIsShown() {
    let names = KnownNames(doubtful: [Parts.name("api.example")])
    let verdict = Judge.verdict(on: Self.act(Parts.destination(), names))
    #expect(verdict.rules == [.unexpectedDestination, .addressWithoutName])
    #expect(
      verdict.reasons.contains("192.0.2.53:53, no trusted resolver here, called it api.example"))
  }

  @Test func whereNamesMayBeMissingThatIsSaid() {
    let names = KnownNames(isComplete: false)
    #expect(Self.rules(Self.act(Parts.destination(), names)) == [.addressWithoutName])
  }

  @Test func theServersOwnResolverIsNoDestination() {
    let place = Parts.destination(port: 53)
    #expect(Self.rules(Self.act(place, KnownNames(isOwnResolver: true))).isEmpty)
    #expect(
      Self.rules(Self.act(place)) == [
        .unexpectedResolver, .unexpectedDestination, .addressWithoutName,
      ])
  }

  @Test(arguments: [
    ("169.254.169.254", [Rule.metadataAccess]), ("127.0.0.1", [.localDestination]),
    ("203.0.113.9", []),
  ])
  func addresses(address: String, rules: [Rule]) {
    let act = Self.act(Parts.destination(address), expecting: "203.0.113.0/24")
    #expect(Self.rules(act) == rules)
  }

  @Test func aCollectorIsOneUnlessItIsNamed() {
    let names = KnownNames(trusted: [Parts.name("webhook.site")])
    #expect(Self.rules(Self.act(Parts.destination(), names, expecting: "any")) == [.knownCollector])
    #expect(Self.rules(Self.act(Parts.destination(), names, expecting: "webhook.site")).isEmpty)
  }

  @Test func whatWasAskedForIsCompared() {
    let swapped = Parts.destination(asked: Scene.endpoint("203.0.113.8"))
    #expect(Self.rules(Self.act(swapped, expecting: "any")) == [.destinationSwapped])
    let same = Parts.destination(asked: Scene.endpoint("203.0.113.7"))
    #expect(Self.rules(Self.act(same, expecting: "any")).isEmpty)
    var many = Self.act(Parts.destination(asked: .many), expecting: "any")
    #expect(Self.rules(many).isEmpty, "not known what was asked")
    many.messages = [.ip(Endpoint(address: Scene.ip("203.0.113.8"), port: 443))]
    #expect(Self.rules(many) == [.destinationSwapped])
  }

  @Test func anInstallScriptReachesNothing() {
    let names = KnownNames(trusted: [Parts.name("registry.npmjs.org")])
    let act = Self.act(
      Parts.destination(), names, expecting: "any", standing: Self.standing(.installScript),
      registries: ["registry.npmjs.org"])
    #expect(Self.rules(act) == [.installEgress])
    #expect(act.phase == .install && act.expectations.isEmpty)
  }

  @Test func anInstallerReachesItsRegistry() {
    let standing = Self.standing(.launcher)
    let registry = KnownNames(trusted: [Parts.name("registry.npmjs.org")])
    let other = KnownNames(trusted: [Parts.name("evil.example")])
    let hosts = ["registry.npmjs.org"]
    let good = Self.act(Parts.destination(), registry, standing: standing, registries: hosts)
    let bad = Self.act(Parts.destination(), other, standing: standing, registries: hosts)
    #expect(Self.rules(good).isEmpty)
    #expect(Self.rules(bad) == [.installEgress])
    #expect(Self.rules(Self.act(Parts.destination(), registry, registries: hosts)) != [])
  }

  @Test func whoInstallsAndServesDownloadsForAMinute() {
    let standing = Self.standing(.server, .deno)
    let names = KnownNames(trusted: [Parts.name("registry.npmjs.org")])
    for (time, isSilent) in [(3.0, true), (61, true), (63, false)] {
      let act = Self.act(
        Parts.destination(at: time), names, standing: standing, registries: ["registry.npmjs.org"])
      #expect(Self.rules(act).isEmpty == isSilent)
    }
  }

  @Test func whyItIsExpectedIsSaid() {
    let act = Self.act(expecting: "203.0.113.0/24")
    let judge = ReachJudge(Parts.destination(), act)
    #expect(judge.allowance?.text == "203.0.113.0/24")
    #expect(judge.allowance?.source.hasPrefix("policy.yaml:") == true)
    let resolver = Self.act(Parts.destination(port: 53), KnownNames(isOwnResolver: true))
    let asked = ReachJudge(Parts.destination(port: 53), resolver)
    #expect(asked.allowance?.source == "resolvers")
  }

  @Test(arguments: [
    (AskedAddress.read(.other(family: 17)), [Rule.unexpectedDestination]), (.many, []),
    (.unreadable, []), (.none, []),
  ])
  func calls(address: AskedAddress, rules: [Rule]) {
    let asked = AskedCall(
      time: Scene.at(3), actor: Scene.actor(20, 2), address: address, hook: .sysConnect)
    #expect(Self.rules(Act(.asked(asked), by: Parts.doer(Parts.instance()))) == rules)
  }

  @Test func aContainersClientMayTalkToItsEngine() {
    let client = Parts.doer(Parts.instance(package: "oci:acme/demo"))
    let any = Parts.doer(Parts.instance())
    for (name, doer, rules) in [
      ("/run/docker.sock", client, []), ("/run/docker.sock", any, [Rule.localHandoff]),
      ("/run/other.sock", client, [.localHandoff]), ("/run/nscd/socket", any, []),
    ] {
      let asked = AskedCall(
        time: Scene.at(3), actor: Scene.actor(20, 2), address: .read(.unix(name)), hook: .sysConnect
      )
      let handoff = Handoff(asked, to: name, user: 1000, isOfMachine: true)
      #expect(Self.rules(Act(.handedOff(handoff), by: doer)) == rules)
    }
  }

  @Test(arguments: Meddling.Call.allCases) func meddlingIsAHandoff(call: Meddling.Call) {
    let meddling = Meddling(
      time: Scene.at(3), actor: Scene.actor(20, 2), target: 77, call: call)
    let verdict = Judge.verdict(on: Act(.meddled(meddling), by: Parts.doer(Parts.instance())))
    #expect(verdict.rules == [.localHandoff])
    #expect(verdict.reasons.first?.contains("process 77") == true)
  }

  @Test func theStartEndsWithTimeOrTheFirstMessage() {
    #expect(Self.act(Parts.destination(at: 11.9)).phase == .start)
    #expect(Self.act(Parts.destination(at: 12)).phase == .run)
    var instance = Parts.instance()
    instance.take(instance.exec, Self.standing(.server, .plain))
    instance.serving.learn(
      FirstMessage(time: Scene.at(2), state: .awaited, since: Scene.at(2), inode: 1))
    instance.serving.learn(
      FirstMessage(time: Scene.at(4), state: .read, since: Scene.at(4), inode: 1))
    let acts = [3.0, 5].map {
      Act(.reached(Parts.destination(at: $0)), by: Parts.doer(instance))
    }
    #expect(acts.map(\.isServing) == [false, true])
    #expect(acts.map(\.phase) == [.start, .run])
  }
}
