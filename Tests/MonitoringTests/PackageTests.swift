// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

/// What a server's package says of itself, and what changed since its last start, from the answer to the finding.
@Suite struct PackageTests {
  private static let day: UInt64 = 86_400_000_000_000

  private static func facts(
    hosts: [String] = ["api.vendor.example"], files: [String] = ["README.md"], faults: [String] = []
  ) -> PackageFacts {
    PackageFacts(
      ecosystem: "pypi", name: "mcp-vendor", version: "1.1.0", files: files,
      hosts: hosts.enumerated().map {
        NamedHost(host: $0.element, file: "README.md", line: UInt32($0.offset + 40))
      }, faults: faults)
  }

  private static func changed(
    _ since: UInt64 = 0, reached: [String] = [], earlier: [String] = ["api.vendor.example"],
    elsewhere: [String] = [], doubts: [String] = []
  ) -> PackageHistory {
    PackageHistory(
      changes: since == 0 ? ["its package has version 1.1.0, and had 1.0.0 at its last start"] : [],
      before: "1.0.0", now: "1.1.0", sinceChange: since, reached: reached, earlier: earlier,
      elsewhere: elsewhere, doubts: doubts)
  }

  /// A server of a policy that runs, with what was read of its package.
  private static func story(
    expect: String? = "any", _ package: PackageFacts? = facts(), _ history: PackageHistory? = nil
  ) -> Story {
    let command = ["python3", "/opt/server.py"]
    var story = Story(
      [Story.entry("one", command)], policy: expect.map { Scene.policy($0) } ?? Policy())
    story.exec(10, parent: 1, ["cursor"])
    story.exec(20, parent: 10, command, environment: ["API_TOKEN"], awaitsMessage: true)
    story.consume(
      .programFacts(
        ProgramFacts(
          time: story.now, process: story.actor(20).process, program: story.actor(20).program,
          package: package, history: history)))
    return story
  }

  private static func reach(_ story: inout Story, _ host: String) -> Finding? {
    story.resolve(20, host, "203.0.113.7")
    return story.reach(20, "203.0.113.7")
  }

  // MARK: Declared against actual

  @Test(arguments: [
    (
      ["api.vendor.example"], "collector.example",
      "no: the package's own README names 1 host, and it is not this one"
    ),
    (
      ["a.example", "b.example"], "collector.example",
      "no: the package's own README names 2 hosts, this is none of them"
    ),
    ([], "collector.example", "no: the package's own README names no host"),
    (["api.vendor.example", "collector.example"], "collector.example", "yes (README.md, line 41)"),
    (["*.vendor.example"], "eu.vendor.example", "yes (README.md, line 40)"),
    (
      ["vendor.example"], "evil-vendor.example",
      "no: the package's own README names 1 host, and it is not this one"
    ),
  ]) func anAlertSaysWhetherThePackageNamesTheHost(hosts: [String], host: String, words: String)
    throws
  {
    var story = Self.story(expect: "other.example", Self.facts(hosts: hosts))
    let made = Self.reach(&story, host)
    let finding = try #require(made)
    #expect(finding.package?.documented == words)
    #expect(finding.rule == .unexpectedDestination && finding.severity == .high)
  }

  /// A README that names the evil host makes nothing of it expected, nor less severe.
  @Test func whatAPackageSaysExpectsNothing() throws {
    var silent = Self.story(expect: "other.example", nil)
    var naming = Self.story(expect: "other.example", Self.facts(hosts: ["evil.example"]))
    let made1 = Self.reach(&silent, "evil.example")
    let plain = try #require(made1)
    let made2 = Self.reach(&naming, "evil.example")
    let named = try #require(made2)
    #expect(plain.package?.documented == nil)
    #expect((plain.rules, plain.severity) == (named.rules, named.severity))
  }

  @Test func anAddressWithoutANameIsNamedByNobody() throws {
    var story = Self.story(expect: "other.example", Self.facts(hosts: ["a.example", "b.example"]))
    let made = story.reach(20, "203.0.113.9")
    let finding = try #require(made)
    #expect(
      finding.package?.documented
        == "no: the package's own README names 2 hosts, this is an address without a name")
  }

  // MARK: Changed under you

  @Test func aChangeIsToldOnceAndOnEveryAlertOfADay() throws {
    var story = Self.story(expect: "other.example", Self.facts(), Self.changed())
    let told = try #require(story.findings.first)
    #expect(told.rule == .packageChanged && told.severity == .low)
    #expect(told.reasons.first == "its package has version 1.1.0, and had 1.0.0 at its last start")
    let made3 = Self.reach(&story, "x.example")
    let alert = try #require(made3)
    #expect(alert.package?.changed == "less than a minute ago, from 1.0.0 to 1.1.0")
    #expect(story.findings.filter { $0.rule == .packageChanged }.count == 1)
    var later = Self.story(
      expect: "other.example", Self.facts(), Self.changed(3 * 3_600_000_000_000))
    #expect(later.findings.isEmpty, "told when it was noticed")
    let hours = Self.reach(&later, "x.example")
    #expect(hours?.package?.changed == "3 hours ago, from 1.0.0 to 1.1.0")
    var old = Self.story(expect: "other.example", Self.facts(), Self.changed(Self.day))
    let dayLater = Self.reach(&old, "x.example")
    #expect(dayLater != nil && dayLater?.package?.changed == nil)
  }

  @Test func theFirstNewHostOfANewVersionIsMediumByItself() throws {
    var story = Self.story(Self.facts(), Self.changed())
    let made4 = Self.reach(&story, "new.example")
    let found = try #require(made4)
    #expect(found.rules == [.newVersionHost] && found.severity == .medium)
    let silent8 = Self.reach(&story, "api.vendor.example")
    #expect(silent8 == nil, "the version before reached it")
    story.pass(seconds: 2)
    let silent9 = Self.reach(&story, "new.example")
    #expect(silent9 == nil, "only the first time")
  }

  @Test func whatIsNotNewIsNotToldAsNew() {
    var named = Self.story(expect: "*.vendor.example", Self.facts(), Self.changed())
    let silent10 = Self.reach(&named, "eu.vendor.example")
    #expect(silent10 == nil, "a person named it")
    var week = Self.story(Self.facts(), Self.changed(7 * Self.day))
    let silent11 = Self.reach(&week, "new.example")
    #expect(silent11 == nil, "a version is new for a week")
    var reached = Self.story(Self.facts(), Self.changed(1, reached: ["new.example"]))
    let silent12 = Self.reach(&reached, "new.example")
    #expect(silent12 == nil, "an earlier start of this version reached it")
    var first = Self.story(Self.facts(), PackageHistory(now: "1.1.0"))
    let silent13 = Self.reach(&first, "new.example")
    #expect(silent13 == nil, "nothing was remembered")
  }

  @Test func aNewHostOfAServerThatNothingDescribesIsMediumToo() throws {
    var story = Self.story(expect: nil, Self.facts(), Self.changed())
    let made5 = Self.reach(&story, "new.example")
    let found = try #require(made5)
    #expect(found.rules.contains(.noExpectations) && found.severity >= .medium)
    #expect(!found.isOrdinaryContact)
  }

  @Test func reachedHostsAreRememberedOnce() {
    var scene = Scene(expect: "any")
    scene.begin()
    let facts = ProgramFacts(
      time: Scene.at(2.2), process: Scene.id(20), program: ProgramID(rawValue: 2),
      history: PackageHistory(now: "1"))
    scene.feed([.programFacts(facts)])
    let remembered = { (outcomes: [Outcome]) -> [String] in
      Scene.requests(outcomes).compactMap { request in
        if case .remember(_, let host) = request { host } else { nil }
      }
    }
    #expect(remembered(scene.feed([Scene.destination(20, 2, at: 3)])) == ["203.0.113.7"])
    #expect(remembered(scene.feed([Scene.destination(20, 2, at: 4)])) == [])
    #expect(remembered(scene.feed([Scene.destination(20, 2, "127.0.0.1", at: 5)])) == [])
  }

  @Test func faultsAndDoubtsAreReasons() {
    let history = Self.changed(
      1, doubts: ["its package names maintainers that the version before did not: mallory"])
    var story = Self.story(
      expect: "other.example",
      Self.facts(faults: [
        "package-lock.json has version 1.0.0 of its package, and 1.1.0 is installed"
      ]),
      history)
    let reasons = Self.reach(&story, "x.example")?.reasons ?? []
    #expect(reasons.contains { $0.hasPrefix("package-lock.json has version 1.0.0") })
    #expect(reasons.contains { $0.hasSuffix("mallory") })
  }

  // MARK: Weighing

  @Test func aHostThatNoOtherServerOfThePackageUsesWeighsMore() {
    let elsewhere = PackageHistory(now: "1", elsewhere: ["api.vendor.example"])
    var story = Self.story(expect: nil, Self.facts(), elsewhere)
    let new = Self.reach(&story, "x.example")
    #expect(new?.indicators.contains(.undocumented) == true)
    let used = Self.reach(&story, "api.vendor.example")
    #expect(used?.indicators.contains(.undocumented) == false)
    var alone = Self.story(expect: nil, Self.facts(), PackageHistory(now: "1"))
    let first = Self.reach(&alone, "x.example")
    #expect(first?.indicators.contains(.undocumented) == false)
  }

  // MARK: Blast radius

  @Test func surplusCredentialsAreNamed() throws {
    let text = "egret: 1\nservers:\n  one:\n    expect: [api.example]\n    needs: [github]\n"
    let policy = try #require(Policy.read(text, file: "policy.yaml").policy)
    let command = ["python3", "/opt/server.py"]
    var story = Story([Story.entry("one", command)], policy: policy)
    story.exec(10, parent: 1, ["cursor"])
    story.exec(
      20, parent: 10, command, environment: ["AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN"],
      awaitsMessage: true)
    let made7 = Self.reach(&story, "x.example")
    let found = try #require(made7)
    #expect(found.credentials == ["AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN"])
    #expect(found.surplus == ["AWS_SECRET_ACCESS_KEY"])
  }

  // MARK: Questions

  @Test func aPackageIsAskedAboutUntilItIsKnown() throws {
    var packages = ServerPackages()
    let entry = ServerEntry(
      name: "one", transport: .stdio(command: ["uvx", "mcp-vendor", "--token", "abc"]),
      client: "Cursor",
      scope: .user, file: "/home/ada/.cursor/mcp.json")
    let recognition = Recognition(
      candidates: [entry], confidence: .high, reasons: [], isManual: false)
    guard case .exec(let exec) = Scene.exec(20, 2, at: 1) else { return }
    let instance = ServerInstance(number: 1, recognition: recognition, exec: exec)
    let asked = packages.question(exec, instance)
    let question = try #require(asked)
    #expect(question.package?.key == "pypi:mcp-vendor")
    #expect(question.server == "1000 /home/ada/.cursor/mcp.json  one")
    #expect(!question.command.contains("abc"), "no credential leaves")
    let more = (0..<5).map { _ in packages.question(exec, instance) != nil }
    #expect(more == [true, true, true, false, false], "enough was asked")
    var known = ServerPackages()
    _ = known.question(exec, instance)
    _ = known.learn(
      ProgramFacts(
        time: exec.time, process: exec.actor.process, program: exec.actor.program,
        package: Self.facts()), of: 1)
    let none = known.question(exec, instance)
    #expect(none == nil)
    known.keep { _ in false }
    #expect(known.count == 0)
  }

  @Test func hostsOfOneServerAreBounded() {
    var package = ServerPackage(at: Scene.at(1))
    let news = (0..<10_000).filter { package.note("h\($0).example") }.count
    #expect(news == 512)
  }
}
