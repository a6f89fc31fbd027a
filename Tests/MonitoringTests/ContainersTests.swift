// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

/// Processes of containers belong to the entry that asked for them, whoever started them.
@Suite struct ContainersTests {
  private static let id = String(repeating: "ab", count: 32)
  private static let time = ["docker", "run", "-i", "--rm", "mcp/time", "--zone", "UTC"]

  private func story(_ commands: [[String]] = [time]) -> Story {
    var entries = commands.enumerated().map { Story.entry("server\($0.offset)", $0.element) }
    entries.append(Story.entry("bare", ["node", "/app/index.js"]))
    var story = Story(entries)
    story.exec(50, parent: 1, ["/usr/bin/dockerd"])
    story.exec(60, parent: 50, ["/usr/bin/containerd-shim-runc-v2"])
    story.exec(100, parent: 1, ["/usr/bin/claude"])
    for (index, command) in commands.enumerated() {
      story.exec(200 + UInt32(index), parent: 100, command)
    }
    return story
  }

  private func asks(_ story: Story, _ pid: UInt32) -> Int {
    story.requests.count { request in
      if case .inspectContainer(let process, _) = request { return process.pid == pid }
      return false
    }
  }

  private func answer(
    _ story: inout Story, _ pid: UInt32, namespace: UInt32, image: String = "mcp/time",
    arguments: [String] = ["mcp-server-time", "--zone", "UTC"], label: String? = nil,
    id: String = id, labels: [String] = []
  ) {
    story.consume(
      .container(
        Container(
          time: story.now, process: story.actor(pid).process, pidNamespace: namespace, id: id,
          engine: "docker", image: image, arguments: arguments, serverName: label ?? "",
          serverLabel: label == nil ? "" : "docker-mcp-name", labels: labels)))
  }

  /// What a policy matches by an image and a label counts from when the engine's files were read.
  @Test(arguments: [(["team=pay"], "p:9"), ([], "p:4")])
  func aPolicyKnowsItByImageAndLabel(labels: [String], source: String) throws {
    let text = """
      egret: 1
      registries: [none]
      servers:
        by image:
          match: {container: {image: "mcp/*"}}
          expect: [198.51.100.51]


        by label:
          match: {container: {image: "mcp/*", label: team=pay}}
          expect: [198.51.100.50]
      """
    let policy = try #require(Policy.read(text, file: "p").policy)
    var story = Story([Story.entry("server0", Self.time)], policy: policy)
    story.exec(60, parent: 1, ["/usr/bin/containerd-shim-runc-v2"])
    story.exec(100, parent: 1, ["/usr/bin/claude"])
    story.exec(200, parent: 100, Self.time)
    story.exec(
      300, parent: 60, ["mcp-server-time", "--zone", "UTC"], stdio: .pipe, pidNamespace: 77)
    answer(&story, 300, namespace: 77, labels: labels)
    let own = labels.isEmpty ? "198.51.100.51" : "198.51.100.50"
    let expected = story.reach(300, own)
    #expect(expected == nil)
    let reached = story.reach(300, "198.51.100.66")
    let found = try #require(reached)
    #expect(found.expected == [own] && found.expectedSource == source)
  }

  @Test func aContainerIsItsEntrys() throws {
    var story = story()
    story.exec(
      300, parent: 60, ["mcp-server-time", "--zone", "UTC"], stdio: .pipe, pidNamespace: 77)
    #expect(asks(story, 300) == 1)
    // It waits for the answer, and is not ignored.
    #expect(!story.directives.contains(.ignore(story.actor(300).program)))
    answer(&story, 300, namespace: 77)
    let reached = story.reach(300, "198.51.100.66")
    let found = try #require(reached)
    #expect(found.server.name == "server0")
    #expect(found.container == Self.id)
    #expect(found.server.package == "oci:mcp/time")
    #expect(found.phase == .start)
    // Its children, and what the runtime starts in it later.
    story.exec(301, parent: 300, ["curl", "x"])
    #expect(story.reach(301, "198.51.100.67")?.container == Self.id)
    story.exec(302, parent: 60, ["sh", "-c", "health"], pidNamespace: 77)
    #expect(story.reach(302, "198.51.100.68")?.server.name == "server0")
    #expect(asks(story, 302) == 0)
  }

  /// Nobody asked for it by a command: an entry's URL leads to a port of the machine that leads into it.
  @Test func aContainerIsWhoseUrlLeadsToItsPort() throws {
    let entry = ServerEntry(
      name: "notes", transport: .remote(url: "http://localhost:8000/mcp"), client: "Cursor",
      scope: .user, file: "/f")
    var story = Story([entry])
    story.exec(60, parent: 1, ["/usr/bin/containerd-shim-runc-v2"])
    story.exec(70, parent: 1, ["/usr/bin/docker-proxy"])
    for (pid, port) in [(UInt32(300), UInt16(8001)), (301, 8000)] {
      story.exec(pid, parent: 60, ["node", "notes.js"], stdio: .null, pidNamespace: pid)
      var container = Container(
        time: story.now, process: story.actor(pid).process, pidNamespace: pid, id: Self.id,
        engine: "docker", image: "acme/notes", arguments: ["node", "notes.js"])
      container.ports = [Endpoint(address: IPAddress(v4: 0), port: port)]
      story.consume(.container(container))
    }
    #expect(story.reach(300, "198.51.100.66") == nil, "another port")
    let reached = story.reach(301, "198.51.100.66")
    let found = try #require(reached)
    #expect(found.server.name == "notes" && found.container == Self.id)
    #expect(found.reasons.contains { $0.contains("8000 of the machine") })
    story.exec(302, parent: 301, ["curl", "x"], stdio: .null)
    #expect(story.reach(302, "198.51.100.67")?.server.name == "notes")
  }

  /// Where the first process's namespaces cannot be read, the kernel's first thread tells.
  @Test func theMachinesNamespaceIsKnownWithoutTheFirstProcess() {
    var story = Story([Story.entry("server0", Self.time)], initNamespace: 0)
    story.exec(2, parent: 0, ["kthreadd"], pidNamespace: Story.machine, isOlder: true)
    story.exec(3, parent: 2, ["strange"], pidNamespace: 5, isOlder: true)
    story.exec(60, parent: 1, ["/usr/bin/containerd-shim-runc-v2"], pidNamespace: Story.machine)
    story.exec(300, parent: 60, ["mcp-server-time"], pidNamespace: 77)
    #expect(asks(story, 300) == 1)
    #expect(asks(story, 60) == 0)
  }

  /// It ended before its cgroup was read: its own words are left.
  @Test func aContainerThatIsGoneIsKnownByItsWords() throws {
    var story = story()
    story.exec(300, parent: 60, ["/bin/sh", "/bin/server", "--zone", "UTC"], pidNamespace: 77)
    answer(&story, 300, namespace: 77, image: "", arguments: [], id: "")
    let reached = story.reach(300, "198.51.100.66")
    let found = try #require(reached)
    #expect(found.server.name == "server0")
    #expect(found.server.confidence == "low")
    story.exec(310, parent: 60, ["other", "--zone", "CET"], pidNamespace: 78)
    answer(&story, 310, namespace: 78, image: "", arguments: [], id: "")
    #expect(story.reach(310, "198.51.100.67") == nil)
  }

  @Test func anotherContainerIsNobodys() {
    var story = story()
    story.exec(300, parent: 60, ["postgres"], pidNamespace: 77)
    answer(&story, 300, namespace: 77, image: "postgres:16", arguments: ["postgres"])
    #expect(story.reach(300, "198.51.100.66") == nil)
    #expect(story.directives.contains(.ignore(story.actor(300).program)))
    story.exec(301, parent: 300, ["psql"])
    #expect(asks(story, 301) == 0)
  }

  @Test func aLabelNamesTheServer() throws {
    var story = story([["docker", "mcp", "gateway", "run"]])
    story.exec(300, parent: 60, ["node", "/app/index.js"], stdio: .pipe, pidNamespace: 77)
    answer(
      &story, 300, namespace: 77, image: "acme/notion", arguments: ["node", "/app/index.js"],
      label: "notion")
    let reached = story.reach(300, "198.51.100.66")
    let found = try #require(reached)
    #expect(found.server.name == "notion")
    #expect(found.server.client == "Docker MCP gateway")
    #expect(found.server.package == "oci:acme/notion")
    #expect(found.rule == .noExpectations)
  }

  @Test func twoEntriesWithOneImageAreToldApartOrTold() throws {
    var other = Self.time
    other[6] = "CET"
    var story = story([Self.time, other])
    story.exec(300, parent: 60, ["mcp-server-time", "--zone", "CET"], pidNamespace: 77)
    answer(&story, 300, namespace: 77, arguments: ["mcp-server-time", "--zone", "CET"])
    #expect(story.reach(300, "198.51.100.66")?.server.name == "server1")
    var twice = self.story([Self.time, Self.time + []])
    twice.exec(300, parent: 60, ["mcp-server-time", "--zone", "UTC"], pidNamespace: 77)
    answer(&twice, 300, namespace: 77)
    let reached = twice.reach(300, "198.51.100.66")
    let found = try #require(reached)
    #expect(found.server.candidates == ["server0", "server1"])
  }

  @Test func podmansOwnChildIsTheServer() throws {
    let command = ["podman", "run", "-i", "mcp/time", "--zone", "UTC"]
    var story = story([command])
    story.exec(250, parent: 200, ["/usr/bin/conmon", "-c", Self.id])
    story.exec(251, parent: 250, ["/usr/bin/crun", "create", Self.id])
    story.exec(300, parent: 251, ["mcp-server-time", "--zone", "UTC"], pidNamespace: 77)
    answer(&story, 300, namespace: 77)
    let reached = story.reach(300, "198.51.100.66")
    let found = try #require(reached)
    #expect(found.server.name == "server0")
    #expect(found.container == Self.id)
    #expect(found.phase == .start)
    // What carries a rootless container's packets is no installer.
    story.exec(260, parent: 200, ["/usr/bin/slirp4netns"])
    #expect(story.reach(260, "198.51.100.69")?.phase != .install)
    #expect(story.reach(200, "198.51.100.70")?.rule == .installEgress)
  }

  @Test func aNumberOfANamespaceIsUsedAgain() {
    var story = story()
    story.exec(300, parent: 60, ["mcp-server-time"], pidNamespace: 77)
    answer(&story, 300, namespace: 77)
    story.exit(300)
    story.exec(400, parent: 60, ["postgres"], pidNamespace: 77)
    #expect(asks(story, 400) == 1)
    answer(&story, 400, namespace: 77, image: "postgres", arguments: ["postgres"])
    #expect(story.reach(400, "198.51.100.66") == nil)
  }

  @Test func noContainerIsRecognisedAsEver() {
    var story = story()
    story.exec(300, parent: 100, ["node", "/app/index.js"], pidNamespace: 78)
    answer(&story, 300, namespace: 78, image: "", arguments: [], id: "")
    #expect(story.reach(300, "198.51.100.66")?.server.name == "bare")
  }

  @Test func answersOfOthersAreNotBelieved() {
    var story = story()
    story.exec(300, parent: 60, ["x"], pidNamespace: 77)
    answer(&story, 100, namespace: 77)
    #expect(story.reach(300, "198.51.100.66") == nil)
    answer(&story, 300, namespace: 99)
    #expect(story.reach(300, "198.51.100.67") == nil)
  }

  @Test func thousandsOfNamespacesAreBounded() {
    var table = ContainerTable()
    for pid in 1...10_000 as ClosedRange<UInt32> {
      table.add(pid, process: ProcessID(pid: pid, start: Instant(nanoseconds: UInt64(pid))))
    }
    #expect(table[1] == nil)
    #expect(table[10_000] != nil)
    #expect(table.count <= 4_096)
  }
}
