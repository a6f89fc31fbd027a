// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Servers

@Suite struct ProcessRoleTests {
  private func role(
    _ launch: [String], _ arguments: [String], environment: [String] = [],
    above: ProcessRole = .launcher
  ) -> ProcessRole {
    ProcessRole.of(
      Made.exec(arguments, environment: environment), below: LaunchReader.read(launch), above: above
    )
  }

  private static let npx = ["npx", "-y", "@acme/demo", "--root", "/srv"]
  private static let script = ["npm_lifecycle_event", "npm_lifecycle_script", "npm_command"]

  @Test func npx() {
    #expect(role(Self.npx, Self.npx) == .launcher)
    #expect(role(Self.npx, ["/usr/bin/env", "node"] + Self.npx) == .launcher)
    #expect(role(Self.npx, ["node", "/usr/bin/npx", "-y", "@acme/demo"]) == .launcher)
    #expect(role(Self.npx, ["npm exec @acme/demo --root /srv"]) == .launcher)
    #expect(
      role(
        Self.npx, ["sh", "-c", "node setup.js"],
        environment: Self.script + ["npm_package_resolved", "npm_package_integrity"])
        == .installScript)
    #expect(role(Self.npx, ["sh", "-c", "demo --root /srv"], environment: Self.script) == .server)
    #expect(role(Self.npx, ["node", "/h/.npm/_npx/c3/node_modules/.bin/demo"]) == .server)
    #expect(role(Self.npx, ["git", "ls-remote", "x"]) == .launcher)
  }

  @Test func uv() {
    let uvx = ["uvx", "m", "-v"]
    #expect(role(uvx, ["/opt/uv", "tool", "uvx", "m", "-v"]) == .launcher)
    #expect(role(uvx, ["/usr/bin/python3", "-I", "-B", "-c", "import sys"]) == .launcher)
    #expect(
      role(uvx, ["/c/builds-v0/.tmpA/bin/python", "-c", "from setuptools import build_meta"])
        == .installScript)
    #expect(role(uvx, ["/c/archive-v0/a/bin/python", "/c/archive-v0/a/bin/m", "-v"]) == .server)
    #expect(role(["uv", "run", "s.py"], ["python", "s.py"]) == .server)
  }

  @Test func othersAreServersAtOnce() {
    #expect(role(["node", "s.js"], ["node", "s.js"]) == .server)
    #expect(role(["/opt/srv"], ["/opt/srv"]) == .server)
    #expect(role(["docker", "run", "i"], ["docker", "run", "i"]) == .launcher)
    #expect(role(["bash", "-c", "srv"], ["bash", "-c", "srv"]) == .launcher)
  }

  @Test(arguments: [ProcessRole.server, .installScript])
  func aRoleIsKeptBelow(above: ProcessRole) {
    #expect(role(Self.npx, Self.npx, above: above) == above)
    #expect(role(Self.npx, [], above: above) == above)
  }
}
