// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

/// What a run teaches: the draft, as text.
@Suite struct LearnerTests {
  private func learned(
    _ events: [Event], expect: String? = nil, servers: [String: [String]] = ["one": Scene.command]
  ) -> String {
    var monitor = Monitor(
      policy: expect.map { Scene.policy($0) } ?? Policy(),
      recognisers: [Scene.recogniser(servers)], tellsAll: true)
    var learner = Learner()
    for event in [Scene.exec(20, 2, at: 1)] + events {
      for outcome in monitor.consume(event) { learner.take(outcome) }
    }
    learner.note(running: monitor)
    return learner.draft.text()
  }

  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }.map(String.init)
  }

  @Test func whatAServerReachedIsDrafted() {
    let text = learned([
      Scene.destination(20, 2, at: 2), Scene.destination(20, 2, at: 3),
      Scene.destination(20, 2, "198.51.100.9", port: 8443, at: 4),
    ])
    #expect(lines(text).contains("\"one\":"))
    #expect(
      lines(text).contains {
        $0.hasPrefix("- \"203.0.113.7\"  # 2 times; ")
          && $0.contains("no resolver here gave a name")
      })
    #expect(lines(text).contains { $0.hasPrefix("- \"198.51.100.9:8443\"  # once") })
  }

  /// What the policy allows already is seen, and stays in.
  @Test func whatIsExpectedIsDraftedToo() {
    let text = learned([Scene.destination(20, 2, at: 2)], expect: "203.0.113.7")
    #expect(lines(text).contains { $0.hasPrefix("- \"203.0.113.7\"") })
  }

  @Test func nobodyIsTaughtToExpectMetadata() {
    let text = learned([Scene.destination(20, 2, "169.254.169.254", port: 80, at: 2)])
    #expect(
      lines(text).contains {
        $0.hasPrefix("# - \"169.254.169.254:80\"  # not taken (once): metadata-access: ")
      })
    #expect(text.contains("servers: {}"))
    #expect(!lines(text).contains { $0.hasPrefix("- \"169") })
  }

  @Test func aSwappedDestinationIsNotTaken() {
    let asked = Endpoint(address: Scene.ip("198.51.100.1"), port: 443)
    let text = learned([Scene.destination(20, 2, at: 2, asked: .read(.ip(asked)))])
    #expect(lines(text).contains { $0.contains("# not taken (once): destination-swapped: ") })
    #expect(!lines(text).contains { $0.hasPrefix("- \"203") })
  }

  @Test func whoReachedNothingIsInItAndStrangersAreNot() {
    let text = learned([Scene.destination(99, 9, at: 2)])
    #expect(lines(text).contains { $0.hasPrefix("# \"one\" ran and reached nothing") })
    #expect(!lines(text).contains("expect: [none]"))
    #expect(!text.contains("203.0.113.7"))
  }

  /// The other end of each, as it is found: a process that is not the server's own.
  private func taught(_ name: String, _ standing: LocalPeer.Standing) -> [String] {
    var scene = HandoffScene()
    var learner = Learner()
    for outcome in scene.outcomes(
      HandoffScene.asked(name), standing, name: name, HandoffScene.holder("/usr/bin/x"))
    {
      learner.take(outcome)
    }
    return lines(learner.draft.text())
  }

  @Test func aLocalProcessIsDraftedAsItsSocket() {
    for (name, entry) in [("/var/run/app.sock", "unix:/run/app.sock"), ("@app", "unix:@app")] {
      #expect(
        taught(name, .connected).contains {
          $0.hasPrefix("- \"\(entry)\"  # once; ") && $0.hasSuffix("; name: socket")
        })
    }
  }

  @Test(arguments: [
    ("/run/docker.sock", LocalPeer.Standing.connected), ("/tmp/ssh-a/agent.1", .connected),
    ("/run/app.sock", .unconnected),
  ]) func aBrokerAnAgentAndWhatWasOnlyTriedAreNotDrafted(
    name: String, standing: LocalPeer.Standing
  ) {
    let text = taught(name, standing)
    #expect(
      text.contains {
        $0.hasPrefix("# - \"unix:\(name)\"  # not taken (once): local-handoff: \(name)")
      })
    #expect(!text.contains { $0.hasPrefix("- ") })
  }

  @Test func whatNoPolicyCanListIsNotTaken() {
    for name in ["relative.sock", "/run/a*b.sock"] {
      #expect(
        taught(name, .connected).contains {
          $0 == "# - \"unix:\(name)\"  # not taken (once): no policy can list it"
        })
    }
  }

  /// Only what every one of them may use is expected: so each gets it.
  @Test func everyCandidateIsTaught() {
    let text = learned(
      [Scene.destination(20, 2, at: 2)], servers: ["one": Scene.command, "two": Scene.command])
    #expect(lines(text).filter { $0.hasPrefix("- \"203.0.113.7\"") }.count == 2)
    #expect(Policy.read(text, file: "x").policy?.servers.map(\.name) == ["one", "two"])
  }

  // MARK: - Proxies

  private func learned(_ outcomes: [Outcome]) -> String {
    var learner = Learner()
    for outcome in outcomes { learner.take(outcome) }
    return learner.draft.text()
  }

  /// What the proxy was told is drafted, expected or not; the proxy is a warning, and no entry.
  @Test func whatAProxyWasToldIsDraftedInItsPlace() throws {
    var scene = ProxyScene(reportsAll: true)
    var outcomes = scene.throughProxy("api.example")
    outcomes += scene.tell(ProxyScene.proxy, 3128, "api.example")
    outcomes += scene.tell(ProxyScene.proxy, 3128, "new.example", 8443, .socks5)
    outcomes += scene.tell(ProxyScene.proxy, 3128, "webhook.site")
    let text = learned(outcomes)
    let policy = try #require(Policy.read(text, file: "x").policy)
    let expectations = policy.expectations(for: Subject(names: ["one"]))
    #expect(expectations.list == ["api.example", "new.example:8443"])
    #expect(lines(text).contains { $0.hasPrefix("- \"api.example\"  # 2 times; ") })
    #expect(
      lines(text).contains {
        $0.hasPrefix("# - \"webhook.site\"  # not taken (once): known-collector: ")
      })
    #expect(
      lines(text).filter { $0.contains("proxy.corp.example") } == [
        "# warning: reached by the proxy proxy.corp.example:3128 (policy.yaml:2), which is not "
          + "listed: it counts as long as others than the server name it"
      ])
  }

  /// A proxy that only the server names is a destination like any other.
  @Test func aProxyOfTheServersOwnIsAnEntry() throws {
    var scene = ProxyScene(reportsAll: true)
    var outcomes = scene.resolve("own.example", ProxyScene.own)
    outcomes += scene.connect(ProxyScene.own, 3128)
    outcomes += scene.tell(ProxyScene.own, 3128, "api.example")
    let text = learned(outcomes)
    #expect(lines(text).contains { $0.hasPrefix("- \"own.example:3128\"") })
    #expect(!text.contains("warning: reached"))
  }
}
