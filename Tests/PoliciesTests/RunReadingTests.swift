// SPDX-License-Identifier: Apache-2.0

import Policies
import Testing

/// `servers.NAME.run`: what is read, and what is wrong with it.
@Suite struct RunReadingTests {
  private func reading(_ run: String, more: String = "") -> PolicyReading {
    Policy.read(
      "egret: 1\nservers:\n  one:\n    expect: [none]\n    run: \(run)\n\(more)", file: "p.yaml")
  }

  @Test(arguments: [
    ("{unit: orders}", "unit orders.service"), ("{unit: \"mcp@*.service\"}", "unit mcp@*.service"),
    ("{unit: run-4.scope}", "unit run-4.scope"), ("{container: orders}", "container orders"),
    (
      "{container: {image: \"acme/orders:*\", label: mcp=yes}}",
      "image acme/orders:*, label mcp=yes"
    ),
    ("{pod: prod/orders-0}", "pod prod/orders-0"),
    ("{pod: {namespace: prod, label: app=orders}}", "label app=orders, pod prod/*"),
    ("{cgroup: \"/kubepods*\"}", "cgroup /kubepods*"),
    (
      "{command: \"python3 -m orders *\", listen: 8000}", "command python3 -m orders *, listen 8000"
    ),
    ("{executable: /opt/orders, user: \"999\"}", "executable /opt/orders, user 999"),
  ])
  func conditionsAreRead(run: String, shown: String) throws {
    let reading = reading(run)
    #expect(reading.diagnostics.map(\.description) == [])
    let policy = try #require(reading.policy)
    #expect(policy.runs.map { $0.run.description } == [shown])
  }

  @Test(arguments: [
    ("{}", "`run` of server `one` is empty"), ("[]", "must be a mapping"),
    ("{units: a}", "has no key `units`; did you mean `unit`?"),
    ("{unit: \"\"}", "`unit` is empty"), ("{unit: \"*\"}", "every process would be this server"),
    ("{unit: /system.slice/a.service}", "write `cgroup`"),
    ("{unit: a.socket}", "write the .service"),
    ("{cgroup: system.slice}", "begin with / or *"), ("{command: \"***\"}", "every process"),
    ("{command: \"a\\tb\"}", "a control character"), ("{pod: orders}", "write NAMESPACE/NAME"),
    ("{pod: \"*/*\"}", "write NAMESPACE/NAME"), ("{container: {}}", "is empty; say which"),
    ("{container: {label: mcp}}", "write KEY=VALUE"),
    ("{container: {nmae: x}}", "has no key `nmae`; did you mean `name`?"),
    ("{listen: 0}", "a TCP port"), ("{listen: 70000}", "a TCP port"),
    ("{listen: http}", "a TCP port"),
    ("{user: \"a b\"}", "one user's name or number"),
    ("{user: mcp}", "every process of user `mcp`"),
    ("{executable: [a]}", "`executable` must be a text"),
    ("{command: \"\(String(repeating: "x", count: 600))\"}", "at most 512"),
  ])
  func faultsAreDiagnosed(run: String, words: String) {
    let found = reading(run).diagnostics.map(\.description)
    #expect(found.contains { $0.contains(words) }, "\(found)")
  }

  @Test func matchAndRunAreTwoEntries() {
    let found = reading("{unit: a}", more: "    match: {command: a}\n").diagnostics
    #expect(found.contains { $0.message.contains("has `match` and `run`") })
  }

  @Test func usersAreFoundByTheirNumbers() throws {
    let policy = try #require(reading("{user: mcp, command: \"x *\"}").policy)
    #expect(policy.unknownUsers.map(\.message).first?.contains("no user mcp") == true)
    let resolved = policy.resolved { $0 == "mcp" ? 999 : nil }
    #expect(resolved.unknownUsers.isEmpty)
    #expect(resolved.runs.first?.run.user?.number == 999)
  }

  /// What the kernel side is told to look for.
  @Test(arguments: [
    ("{command: \"/opt/orders --http *\"}", "orders"),
    ("{executable: \"/opt/*/orders\"}", "orders"),
    ("{command: \"*/orders\"}", "orders"),
  ])
  func aProgramsNameIsEnough(run: String, name: String) throws {
    let interest = RunInterest(try #require(reading(run).policy))
    #expect(interest.names == [name] && !interest.needsEverything && !interest.needsCgroups)
  }

  @Test func whatCannotBeNarrowedIsEverything() throws {
    let loose = RunInterest(try #require(reading("{command: \"*orders*\"}").policy))
    #expect(loose.needsEverything)
    let unit = RunInterest(try #require(reading("{unit: orders, command: \"*orders*\"}").policy))
    #expect(unit.needsCgroups && !unit.needsEverything)
    #expect(unit.mayRun(in: "/system.slice/orders.service"))
    #expect(
      unit.mayRun(in: "/user.slice/user-7.slice/user@7.service/app.slice/orders.service/worker"))
    #expect(!unit.mayRun(in: "/system.slice/cron.service"))
    let port = RunInterest(try #require(reading("{listen: 8000}").policy))
    #expect(port.ports == [8000] && !port.needsEverything)
    let pod = RunInterest(try #require(reading("{pod: a/b}").policy))
    #expect(pod == RunInterest(Policy()))
  }
}
