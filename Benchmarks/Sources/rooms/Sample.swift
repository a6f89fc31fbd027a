// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Monitoring

/// A finding as most are: a name, a command line, two ancestors.
enum Sample {
  static let host = Host(
    hostname: "build-07", systemName: "Debian GNU/Linux", systemVersion: "12",
    kernelRelease: "6.12.9-amd64", bootID: "c0f9e1d2-6c55-4b0e-9a0c-0f6d6a0d9b61",
    bootTime: 1_763_800_000_000, machineID: "4c4c45440042351080520b4c04f4d303",
    productVersion: "0.1.0", runID: "run-1", realtimeOffset: 1_763_800_000_000_000_000)

  static func process(_ pid: UInt32, _ name: String, _ arguments: [String]) -> FindingProcess {
    let start = Instant(nanoseconds: 90_000_000_000_000)
    return FindingProcess(
      id: ProcessID(pid: pid, start: start), name: name, path: "/usr/bin/\(name)",
      arguments: arguments, user: 1_000, group: 1_000, login: 1_000, execTime: start)
  }

  static let finding = Finding(
    time: Instant(nanoseconds: 90_496_123_456_789), rules: [.unexpectedDestination],
    reasons: ["no expectation of server github covers evil.example:443/tcp"],
    server: FindingServer(
      name: "github", package: "npm:@modelcontextprotocol/server-github", client: "Claude Code",
      config: "/home/alice/.claude.json", confidence: "high", transport: "stdio",
      candidates: ["github"]),
    process: process(41_237, "node", ["node", "/opt/mcp/github/index.js", "--token=ghp_0123456789"]),
    parent: process(41_200, "claude", ["claude", "--resume"]),
    ancestry: [process(41_200, "claude", []), process(41_100, "bash", [])],
    target: FindingTarget(
      endpoint: IPAddress("203.0.113.7").map { Endpoint(address: $0, port: 443) }, transport: .tcp,
      hostname: "evil.example", evidence: .dns, names: ["evil.example"], nameAge: 5_000_000,
      resolver: IPAddress("192.0.2.53")),
    phase: .start, via: .syscall, hook: .connect4, expected: ["api.github.com:443"],
    expectedSource: "policy.yaml:12", credentials: ["GITHUB_TOKEN"], sinceExec: 312_000_000,
    cookie: 4_711, netNamespace: 4_026_531_840)
}
