// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

@Suite struct PhasesTests {
  private static let place = Place(file: "p", line: 1, column: 1)
  private static let npx = ["npx", "-y", "@acme/mcp-demo"]

  private func story(_ command: [String] = npx, policy: Policy = Policy()) -> Story {
    var story = Story([Story.entry("demo", command)], policy: policy)
    story.exec(100, parent: 1, ["/usr/bin/claude"])
    return story
  }

  @Test func registriesComeFromTheInstallersOwnConfiguration() {
    var story = story()
    story.exec(200, parent: 100, Self.npx)
    #expect(
      story.requests.contains { request in
        if case .readRegistries(let process, user: 1000) = request { return process.pid == 200 }
        return false
      })
    #expect(story.reach(200, "127.0.0.1", 4873)?.rule == .installEgress)
    story.consume(
      .registries(
        Registries(
          time: story.now, process: story.actor(200).process, endpoints: ["127.0.0.1:4873"])))
    #expect(story.reach(200, "127.0.0.1", 4873) == nil)
    let found = story.reach(200, "127.0.0.1", 4874)
    #expect(found?.rule == .installEgress)
    #expect(found?.expected.contains("127.0.0.1:4873") == true)
    #expect(found?.expectedSource == "installer configuration")
  }

  @Test func anotherProcessConfiguresNobody() {
    var story = story()
    story.exec(200, parent: 100, Self.npx)
    story.consume(
      .registries(
        Registries(
          time: story.now, process: story.actor(100).process, endpoints: ["198.51.100.9:443"])))
    #expect(story.reach(200, "198.51.100.9")?.rule == .installEgress)
  }

  @Test func theCommandLineMayNameARegistry() {
    let command = ["npx", "--registry", "http://127.0.0.1:4873/", "@acme/mcp-demo"]
    var story = story(command)
    story.exec(200, parent: 100, command)
    #expect(story.reach(200, "127.0.0.1", 4873) == nil)
  }

  @Test func aNameIsEvidenceForTheInstallerToo() {
    var story = story()
    story.exec(200, parent: 100, Self.npx)
    #expect(story.reach(200, "198.51.100.10")?.rule == .installEgress)
    story.resolve(200, "registry.npmjs.org", "198.51.100.10")
    #expect(story.reach(200, "198.51.100.10") == nil)
    story.resolve(200, "registry.npmjs.org.evil.example", "198.51.100.11")
    #expect(story.reach(200, "198.51.100.11")?.rule == .installEgress)
  }

  @Test func metadataAndCollectorsAreToldOfInstallationsToo() {
    var story = story()
    story.exec(200, parent: 100, Self.npx)
    let found = story.reach(200, "169.254.169.254", 80)
    #expect(found.map { Set($0.rules) } == [.installEgress, .metadataAccess])
  }

  @Test func resolversAreNoDestination() {
    var story = story()
    story.exec(200, parent: 100, Self.npx)
    let script = Launching.npx.script(300, below: 200, &story)
    #expect(story.reach(script, "192.0.2.53", 53) == nil)
    #expect(story.reach(script, "192.0.2.54", 53)?.rule == .installEgress)
  }

  @Test func aPolicyExcusesTheInstallerAndNoScript() throws {
    let policy = Policy(servers: [
      PolicyServer(
        name: "demo",
        expect: [
          try Expectation.parse("mirror.acme.example", origin: .policy(Self.place)),
          try Expectation.parse("any", origin: .policy(Self.place)),
        ],
        place: Self.place)
    ])
    var story = story(policy: policy)
    story.exec(200, parent: 100, Self.npx)
    story.resolve(200, "mirror.acme.example", "198.51.100.30")
    #expect(story.reach(200, "198.51.100.30") == nil)
    let script = Launching.npx.script(300, below: 200, &story)
    #expect(story.reach(script, "198.51.100.30")?.rule == .installEgress)
    // `any` is meant for the server.
    #expect(story.reach(200, "198.51.100.31")?.rule == .installEgress)
    let server = Launching.npx.serve(400, below: 200, &story)
    #expect(story.reach(server, "198.51.100.31") == nil)
  }

  @Test func whatTheEntryImpliesExcusesNoInstaller() {
    var story = Story([
      Story.entry("demo", Self.npx, implied: ["api.acme.example:443"])
    ])
    story.exec(100, parent: 1, ["/usr/bin/claude"])
    story.exec(200, parent: 100, Self.npx)
    story.resolve(200, "api.acme.example", "198.51.100.30")
    #expect(story.reach(200, "198.51.100.30")?.rule == .installEgress)
    let server = Launching.npx.serve(400, below: 200, &story)
    #expect(story.reach(server, "198.51.100.30") == nil)
  }

  @Test func startIsCountedFromTheServersExec() {
    var story = story()
    story.exec(200, parent: 100, Self.npx)
    story.pass(seconds: 40)
    let server = Launching.npx.serve(300, below: 200, &story)
    #expect(story.reach(server, "198.51.100.66")?.phase == .start)
    story.pass(seconds: 9)
    #expect(story.reach(server, "198.51.100.67")?.phase == .start)
    story.pass(seconds: 2)
    #expect(story.reach(server, "198.51.100.68")?.phase == .run)
  }

  @Test func denoDownloadsForAMinuteAndItsChildrenNever() {
    let command = Launching.deno.command
    var story = story(command)
    story.exec(200, parent: 100, command)
    story.resolve(200, "registry.npmjs.org", "198.51.100.10")
    #expect(story.reach(200, "198.51.100.10") == nil)
    story.exec(300, parent: 200, ["curl", "x"])
    #expect(story.reach(300, "198.51.100.10") != nil)
    story.pass(seconds: 61)
    #expect(story.reach(200, "198.51.100.10") != nil)
  }

  @Test func nothingBelowTheServerInstalls() {
    var story = story()
    story.exec(200, parent: 100, Self.npx)
    let server = Launching.npx.serve(300, below: 200, &story)
    story.exec(400, parent: server, ["npx", "-y", "evil"])
    story.resolve(400, "registry.npmjs.org", "198.51.100.10")
    let found = story.reach(400, "198.51.100.10")
    #expect(found?.phase == .start)
    #expect(found?.rules.contains(.installEgress) == false)
  }

  @Test func aBridgeStartsItsOwnCommandOnly() {
    let command = ["mcp-proxy", "--port", "1", "npx", "-y", "@acme/mcp-demo"]
    var story = story(command)
    story.exec(200, parent: 100, command)
    story.exec(300, parent: 200, ["npx", "-y", "@acme/mcp-demo"])
    story.resolve(300, "registry.npmjs.org", "198.51.100.10")
    #expect(story.reach(300, "198.51.100.10") == nil)
    #expect(story.reach(300, "198.51.100.66")?.phase == .install)
    story.exec(301, parent: 200, ["npx", "-y", "evil"])
    #expect(story.reach(301, "198.51.100.10") != nil)
  }

  @Test func aShellScriptMayEndInALauncher() {
    var story = story(["bash", "/home/u/start.sh"])
    story.exec(200, parent: 100, ["bash", "/home/u/start.sh"], executable: "/usr/bin/bash")
    story.exec(300, parent: 200, Self.npx)
    story.resolve(300, "registry.npmjs.org", "198.51.100.10")
    #expect(story.reach(300, "198.51.100.10") == nil)
    let server = Launching.npx.serve(400, below: 300, &story)
    #expect(story.reach(server, "198.51.100.66")?.phase == .start)
  }

  @Test func aGitPackageIsFetchedFromItsHost() {
    let command = ["uvx", "--from", "git+https://git.acme.example/a/b", "b"]
    var story = story(command)
    story.exec(200, parent: 100, command)
    story.exec(300, parent: 200, ["git", "fetch", "x"])
    story.resolve(300, "git.acme.example", "198.51.100.40")
    #expect(story.reach(300, "198.51.100.40") == nil)
  }

  /// What is kept of programs goes when they are gone.
  @Test func standingsAreForgotten() {
    var story = story()
    for number in 0..<50 as Range<UInt32> {
      let pid = 1_000 + number * 10
      story.exec(pid, parent: 100, Self.npx)
      story.exit(pid)
    }
    #expect(story.monitor.attribution.instances.standingCount == 50)
    story.pass(seconds: 40)
    story.pass(seconds: 1)
    #expect(story.monitor.attribution.instances.standingCount == 0)
  }
}
