// SPDX-License-Identifier: Apache-2.0

import Events
import Policies
import Servers
import Testing

@testable import Monitoring

/// Servers that no client lists: what the policy says runs.
@Suite struct RunTests {
  private static let steal = "198.51.100.66"
  private static let command = ["python3", "-m", "orders", "--http"]

  private func story(_ run: String, entries: [ServerEntry] = []) throws -> Story {
    let text = "egret: 1\nservers:\n  orders:\n    run: \(run)\n    expect: [api.example]\n"
    let reading = Policy.read(text, file: "/etc/egret/policy.yaml")
    let policy = try #require(reading.policy, "\(reading.diagnostics)")
    return Story(entries, policy: policy)
  }

  @Test(arguments: [
    ("{unit: orders}", true), ("{unit: \"ord*\"}", true), ("{unit: other}", false),
    ("{unit: user@1000.service, user: \"1000\"}", true), ("{unit: orders, user: \"999\"}", false),
    ("{cgroup: \"/user.slice/*/orders.service\"}", true), ("{cgroup: \"/system.slice/*\"}", false),
    ("{command: \"python3 -m orders*\"}", true), ("{command: \"python3 -m orders\"}", false),
    ("{executable: python3}", true), ("{executable: /usr/bin/python3}", true),
    ("{executable: /opt/python3}", false),
    ("{unit: orders, executable: python3, command: \"* --http\"}", true),
    ("{unit: orders, listen: 8000}", false), ("{container: orders}", false),
  ])
  func everyConditionMustHold(run: String, isServer: Bool) throws {
    var story = try story(run)
    story.exec(
      200, parent: 1, Self.command, executable: "/usr/bin/python3", stdio: .null,
      cgroup: "/user.slice/user-1000.slice/user@1000.service/app.slice/orders.service")
    let told = story.reach(200, Self.steal)
    #expect((told != nil) == isServer)
    guard isServer else { return }
    let finding = try #require(told)
    #expect(finding.server.name == "orders" && finding.server.client == "policy")
    #expect(finding.server.config == "/etc/egret/policy.yaml")
    #expect(finding.server.confidence == "high" && !finding.server.isManual)
    #expect(finding.reasons.contains { $0.contains("the policy's") }, "\(finding.reasons)")
  }

  @Test func whatItStartsIsTheServers() throws {
    var story = try story("{unit: orders}")
    story.exec(200, parent: 1, ["sh", "/srv/start"], cgroup: "/system.slice/orders.service")
    story.exec(201, parent: 200, ["curl", "x"], cgroup: "/system.slice/orders.service")
    #expect(story.reach(201, Self.steal)?.server.name == "orders")
    story.resolve(201, "api.example", "198.51.100.7")
    #expect(story.reach(201, "198.51.100.7") == nil, "it is expected")
  }

  /// systemd's own step is none of the unit's.
  @Test func theManagersStepIsNoServer() throws {
    var story = try story("{unit: orders}")
    story.exec(
      200, parent: 1, ["/usr/lib/systemd/systemd-executor"], cgroup: "/system.slice/orders.service")
    #expect(story.directives.contains(.ignore(story.actor(200).program)))
    story.exec(200, Self.command, cgroup: "/system.slice/orders.service")
    let told = story.reach(200, Self.steal)
    let finding = try #require(told)
    #expect(finding.server.name == "orders")
    #expect(finding.process.arguments == Self.command)
  }

  @Test func whatRanBeforeIsFoundAndWhatThePolicySaysLaterToo() throws {
    var story = try story("{unit: orders}")
    story.exec(
      200, parent: 1, Self.command, isOlder: true, cgroup: "/system.slice/orders.service")
    #expect(story.reach(200, Self.steal)?.server.name == "orders")
    story.exec(300, parent: 1, ["late"], cgroup: "/system.slice/late.service")
    #expect(story.reach(300, Self.steal) == nil)
    let text = "egret: 1\nservers:\n  late:\n    run: {unit: late}\n    expect: [none]\n"
    let policy = try #require(Policy.read(text, file: "p.yaml").policy)
    _ = story.monitor.replace(policy: Story.trusting(policy), recognisers: [])
    #expect(story.reach(300, "198.51.100.67")?.server.name == "late")
  }

  @Test func whoListensAndHoldsTheRestIsTheServer() throws {
    var story = try story("{user: \"1000\", listen: 8000}")
    story.exec(200, parent: 1, Self.command)
    story.exec(300, parent: 1, Self.command)
    #expect(story.reach(200, Self.steal) == nil)
    for (pid, port) in [(200, 8000), (300, 8001)] as [(UInt32, UInt16)] {
      story.consume(
        .bound(
          Bound(
            time: story.now, actor: story.actor(pid),
            endpoint: Endpoint(address: IPAddress(v4: 0), port: port), hook: .bind4,
            netNamespace: 10)))
    }
    let told = story.reach(200, Self.steal)
    let finding = try #require(told)
    #expect(finding.server.name == "orders")
    #expect(finding.reasons.contains("it listens on the policy's port 8000"))
    #expect(story.reach(300, Self.steal) == nil)
  }

  // MARK: Containers

  private func answer(_ story: inout Story, _ pid: UInt32, _ change: (inout Container) -> Void) {
    var container = Container(
      time: story.now, process: story.actor(pid).process, pidNamespace: 77,
      id: String(repeating: "a", count: 64), engine: "docker", name: "orders-1",
      image: "acme/orders:2", arguments: Self.command)
    container.labels = ["app=orders", "tier=back"]
    change(&container)
    story.consume(.container(container))
  }

  @Test(arguments: [
    ("{container: orders-1}", true), ("{container: \"orders*\"}", true),
    ("{container: {image: \"acme/orders:*\"}}", true), ("{container: {label: app=orders}}", true),
    ("{container: {label: app=other}}", false), ("{container: {name: orders-1, image: x}}", false),
    ("{container: orders-1, command: \"python3 *\"}", true),
    ("{container: orders-1, command: \"node *\"}", false), ("{pod: shop/orders-0}", true),
    ("{pod: \"shop/*\"}", true), ("{pod: test/orders-0}", false),
    ("{pod: {namespace: shop, label: tier=back}}", true),
  ])
  func aContainerIsTheServer(run: String, isServer: Bool) throws {
    var story = try story(run)
    story.exec(60, parent: 1, ["/usr/bin/containerd-shim-runc-v2"])
    story.exec(300, parent: 60, Self.command, pidNamespace: 77)
    answer(&story, 300) { ($0.podNamespace, $0.podName) = ("shop", "orders-0") }
    let told = story.reach(300, Self.steal)
    #expect((told != nil) == isServer)
    guard let told else { return }
    #expect(told.server.name == "orders" && told.container == String(repeating: "a", count: 64))
    #expect(told.server.package == "oci:acme/orders:2")
    story.exec(301, parent: 60, ["sh"], pidNamespace: 77)
    #expect(story.reach(301, "198.51.100.67")?.server.name == "orders", "docker exec")
  }

  /// The entry point is a shell; the server is what it becomes.
  @Test func aContainersLaterProgramIsTheServer() throws {
    var story = try story("{container: orders-1, command: \"python3 *\"}")
    story.exec(60, parent: 1, ["/usr/bin/containerd-shim-runc-v2"])
    story.exec(300, parent: 60, ["sh", "/entry"], pidNamespace: 77)
    answer(&story, 300) { _ in }
    #expect(story.reach(300, Self.steal) == nil)
    story.exec(300, Self.command, pidNamespace: 77)
    #expect(story.reach(300, "198.51.100.67")?.server.name == "orders")
  }

  @Test func theClosestEntryIsTheServers() throws {
    let text = """
      egret: 1
      servers:
        wide: {run: {unit: "mcp-*"}, expect: [none]}
        close: {run: {unit: "mcp-*", executable: orders}, expect: [none]}
      """
    var story = Story([], policy: try #require(Policy.read(text, file: "p.yaml").policy))
    story.exec(200, parent: 1, ["/opt/orders"], cgroup: "/system.slice/mcp-a.service")
    #expect(story.reach(200, Self.steal)?.server.name == "close")
    story.exec(201, parent: 1, ["/opt/other"], cgroup: "/system.slice/mcp-a.service")
    #expect(story.reach(201, Self.steal)?.server.name == "wide")
  }
}
