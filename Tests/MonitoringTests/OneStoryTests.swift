// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

/// A name that was asked for and what it led to: one alert within a second, one incident after it.
@Suite struct OneStoryTests {
  static let asked = AskingScene.asked("x.evil.org", at: 3)
  static let told = AskingScene.told("x.evil.org", "203.0.113.7", at: 3.02)

  @Test func theConnectionWithinASecondIsOneAlertWithTheName() throws {
    var story = AskingScene()
    let findings = story.findings([
      Self.asked, Self.told, Scene.destination(20, 2, at: 3.9),
    ])
    #expect(findings.map(\.rules) == [[.unexpectedDestination, .unexpectedName]])
    let one = try #require(findings.first)
    #expect(one.time == Scene.at(3.9))
    #expect(one.target.endpoint?.port == 443)
    #expect(one.reasons.contains("it asked for x.evil.org, which it is not expected to use"))
    #expect(one.incident == "evil.org")
  }

  @Test func laterItIsTwoOfOneIncident() {
    var story = AskingScene()
    let findings = story.findings([
      Self.asked, Self.told, Scene.destination(20, 2, at: 4.1),
    ])
    #expect(findings.map(\.rules) == [[.unexpectedName], [.unexpectedDestination]])
    #expect(findings.map(\.incident) == ["evil.org", "evil.org"])
  }

  @Test func anotherNameOfTheDomainIsTheSameIncident() {
    var story = AskingScene()
    let findings = story.findings([
      Self.asked, AskingScene.asked("y.evil.org", at: 3.3),
      AskingScene.told("y.evil.org", "203.0.113.7", at: 3.4),
      Scene.destination(20, 2, at: 3.5),
    ])
    #expect(findings.map(\.rules) == [[.unexpectedDestination, .unexpectedName]])
  }

  /// The name came from a resolver that is not trusted: the address shows what led to it.
  @Test func theAddressOfTheAnswerLeadsToItToo() {
    var story = AskingScene()
    let foreign = AskingScene.payload(
      AskingScene.message("x.evil.org", records: [(1, [203, 0, 113, 7])]), isAnswer: true,
      at: 3.1, resolver: Scene.ip("198.51.100.66"))
    let findings = story.findings([Self.asked, foreign, Scene.destination(20, 2, at: 3.2)])
    #expect(findings.count == 1)
    #expect(findings.first?.rules.contains(.unexpectedName) == true)
  }

  @Test func anotherConnectionIsNoPartOfIt() {
    var story = AskingScene()
    let findings = story.findings([
      Self.asked, Self.told, Scene.destination(20, 2, "203.0.113.99", at: 3.5),
    ])
    #expect(findings.map(\.rule) == [.unexpectedDestination, .unexpectedName])
    #expect(findings.map(\.incident) == [nil, "evil.org"])
  }

  @Test func whatWaitsIsReleasedByTheNextEventAndByTheEnd() {
    var story = AskingScene()
    #expect(story.scene.findings([Self.asked]).isEmpty)
    #expect(story.scene.findings([.tick(Scene.at(4))]).isEmpty)
    #expect(story.scene.findings([Scene.exit(99, 9, at: 4.1)]).map(\.rule) == [.unexpectedName])
    #expect(story.scene.findings([AskingScene.asked("z.evil.net", at: 5)]).isEmpty)
    #expect(story.scene.monitor.finish().map(\.target.hostname) == ["z.evil.net"])
    #expect(story.scene.monitor.finish().isEmpty)
  }

  @Test func itWaitsAfterItsProcessIsGone() {
    var story = AskingScene()
    let findings = story.findings([Self.asked, Scene.exit(20, 2, at: 3.1)])
    #expect(findings.map(\.server.name) == ["one"])
  }

  @Test func aFloodLosesNothing() {
    var story = AskingScene()
    let events = (0..<3_000).map {
      AskingScene.asked("n\($0).org", at: 3 + Double($0) / 10_000)
    }
    #expect(story.findings(events).count == 3_000)
  }

  // MARK: Tunnels

  /// 3 KB of environment in 54 questions: told once, with the name that began it.
  @Test func anEnvironmentInQuestionsIsATunnel() throws {
    var story = AskingScene(expect: "api.example")
    let findings = story.findings(Self.environment(below: "evil.org", step: 0.01))
    #expect(findings.map(\.rules) == [[.dnsTunnel, .unexpectedName]])
    let tunnel = try #require(findings.first)
    #expect(tunnel.target.hostname == "evil.org")
    #expect(tunnel.reasons.first?.hasPrefix("within 0 s it asked for ") == true)
  }

  @Test func slowerItIsOneIncident() {
    var story = AskingScene(expect: "api.example")
    let findings = story.findings(Self.environment(below: "evil.org", step: 1))
    #expect(findings.map(\.rules) == [[.unexpectedName], [.dnsTunnel]])
    #expect(Set(findings.map(\.incident)) == ["evil.org"])
  }

  @Test func anyIsNoExpectationOfADomain() {
    var story = AskingScene(expect: "any")
    #expect(
      story.findings(Self.environment(below: "evil.org", step: 1)).map(\.rule) == [.dnsTunnel])
  }

  @Test func anExpectedParentMayCarryMore() {
    var story = AskingScene(expect: "*.telemetry.org")
    #expect(story.findings(Self.environment(below: "telemetry.org", step: 1)).isEmpty)
    let much = (0..<20).flatMap { Self.environment(below: "telemetry.org", step: 0.1, salt: $0) }
    let findings = story.findings(much)
    #expect(findings.map(\.rules) == [[.dnsTunnel]])
    #expect(findings.first?.reasons.contains { $0.contains("is expected") } == true)
  }

  @Test func answersCarryToo() {
    var story = AskingScene(expect: "any")
    let answers = (0..<40).map { index in
      AskingScene.payload(
        AskingScene.message(
          "c.evil.org", type: 16,
          records: [(16, [UInt8(index)] + [UInt8](repeating: 7, count: 600))]), isAnswer: true,
        at: 3 + Double(index))
    }
    let findings = story.findings(answers)
    #expect(findings.map(\.rule) == [.dnsTunnel])
    #expect(findings.first?.reasons.contains { $0.hasPrefix("the answers had room for") } == true)
  }

  /// 54 labels of 60 hexadecimal digits, all different.
  static func environment(below domain: String, step: Double, salt: Int = 0) -> [Event] {
    (0..<54).map { index in
      let number = String(format(salt * 1_000 + index))
      let label = number + String(repeating: "a", count: 60 - number.count)
      return AskingScene.asked("\(label).\(domain)", at: 3 + Double(index) * step)
    }
  }

  private static func format(_ number: Int) -> String { "x\(number)y" }
}
