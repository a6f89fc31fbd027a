// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Monitoring

/// Findings and states that the tests write lines of.
enum Samples {
  static let second: UInt64 = 1_000_000_000

  static let host = Host(
    hostname: "build-07", systemName: "Debian GNU/Linux", systemVersion: "12",
    kernelRelease: "6.12.9-amd64", bootID: "c0f9e1d2-6c55-4b0e-9a0c-0f6d6a0d9b61",
    bootTime: 1_763_800_000_000, machineID: "4c4c45440042351080520b4c04f4d303",
    productVersion: "0.1.0", runID: "run-1", realtimeOffset: 1_763_800_000_000_000_000,
    architecture: "x86_64", addresses: ["192.0.2.17", "2001:db8::17"])

  static func at(_ seconds: UInt64, _ nanoseconds: UInt64 = 0) -> Instant {
    Instant(nanoseconds: seconds * second + nanoseconds)
  }

  static func process(
    _ pid: UInt32, _ name: String, _ arguments: [String], login: UInt32? = nil
  ) -> FindingProcess {
    FindingProcess(
      id: ProcessID(pid: pid, start: at(90_000, 7)), name: name, path: "/usr/bin/\(name)",
      arguments: arguments, user: 1000, group: 1000, login: login, execTime: at(90_000, 9))
  }

  static let server = FindingServer(
    name: "github", package: "npm:@modelcontextprotocol/server-github", client: "Claude Code",
    config: "/home/alice/.claude.json", confidence: "high", transport: "stdio",
    candidates: ["github"], line: 12)

  /// The one that docs/alerts.md shows.
  static let reached: Finding = {
    var reached = seen
    reached.local = endpoint("192.0.2.17", 51544)
    reached.process.userName = "alice"
    reached.process.facts = ProgramFacts(
      time: at(90_000), process: reached.process.id, program: ProgramID(rawValue: 7),
      userName: "alice", directory: "/home/alice/project",
      executable: FileDigest(sha256: String(repeating: "5d", count: 32)),
      script: "/opt/mcp/github/dist/index.js",
      scriptDigest: FileDigest(unavailable: "it is larger than 64 MiB"))
    return reached
  }()

  private static let seen = Finding(
    time: at(90_496, 123_456_789), rules: [.unexpectedDestination],
    reasons: ["no expectation of server github covers evil.example:443/tcp"], server: server,
    process: process(
      41237, "node", ["node", "/opt/mcp/github/dist/index.js", "--token=ghp_0123456789abcdef"],
      login: 1000),
    parent: process(41200, "claude", ["claude", "--resume"]),
    ancestry: [process(41200, "claude", []), process(41100, "bash", [])],
    target: FindingTarget(
      endpoint: endpoint("203.0.113.7", 443), transport: .tcp, hostname: "evil.example",
      evidence: .dns, names: ["evil.example", "cdn.evil.example"], nameAge: 5_000_000,
      resolver: IPAddress("192.0.2.53")),
    phase: .start, via: .syscall, hook: .connect4, expected: ["api.github.com:443"],
    expectedSource: "policy.yaml:12", credentials: ["GITHUB_TOKEN"], sinceExec: 312_000_000,
    bytesOut: 517, bytesIn: 0, cookie: 4711, netNamespace: 4_026_531_840)

  static let asked = Finding(
    time: at(90_497), rules: [.unexpectedName, .knownCollector], reasons: ["asked for a name"],
    server: server, process: process(41237, "node", ["node"]),
    target: FindingTarget(
      endpoint: nil, transport: .udp, hostname: "aGVsbG8.webhook.example", evidence: .dns),
    phase: .run, via: .ioUring, hook: .egress)

  static let swapped: Finding = {
    var swapped = contained
    (swapped.containerName, swapped.containerImage) = ("fetch-1", "mcp/fetch:1.2")
    return swapped
  }()

  private static let contained = Finding(
    time: at(90_498), rules: [.destinationSwapped, .addressWithoutName],
    reasons: ["asked for 192.0.2.1:443, reached [2001:db8::7]:4444"],
    server: server,
    process: process(41238, "python3", ["python3", "-c", "import os\nos.x('a b')"]),
    target: FindingTarget(endpoint: endpoint("2001:db8::7", 4444), transport: .udp),
    phase: .run, via: .compat, hook: .sendmsg6, container: "9f2c4d")

  static let handed = Finding(
    time: at(90_499), rules: [.localHandoff], reasons: ["/run/docker.sock acts for its callers"],
    server: server,
    process: process(41239, "sh", ["sh", "-c", "curl --unix-socket /run/docker.sock"]),
    target: FindingTarget(
      endpoint: nil, transport: TransportProtocol(number: 0), unixPath: "/run/docker.sock"),
    phase: .run, via: .syscall, hook: .sysConnect)

  static let changed = Finding(
    time: at(90_500), rules: [.configChanged], reasons: ["server github was added"],
    server: FindingServer(
      name: "github", package: "", client: "Cursor", config: "/home/alice/.cursor/mcp.json",
      confidence: "low", transport: "stdio", candidates: []),
    process: FindingProcess(
      id: ProcessID(pid: 1, start: at(0)), name: "", path: "", arguments: [], user: 0),
    target: FindingTarget(endpoint: nil, transport: TransportProtocol(number: 0)), phase: .run,
    via: .unknown, hook: .connect4)

  static let mapped = Finding(
    time: at(90_501), rules: [.metadataAccess], reasons: ["a metadata service"], server: server,
    process: process(41240, "curl", ["curl", "http://169.254.169.254/"]),
    target: FindingTarget(endpoint: endpoint("::ffff:169.254.169.254", 80), transport: .tcp),
    phase: .install, via: .kernel, hook: .connect6)

  static let all = [reached, asked, swapped, handed, changed, mapped]

  static let expected: Finding = {
    var expected = reached
    (expected.rules, expected.reasons) = ([], ["the entry's command, whole"])
    expected.target.hostname = "api.github.com"
    expected.target.names = ["api.github.com"]
    (expected.bytesOut, expected.bytesIn) = (nil, nil)
    expected.allowance = Allowance(text: "api.github.com:443", source: "policy.yaml:12")
    return expected
  }()

  /// A flow that ended, of a finding or not.
  static func ended(_ finding: Finding, _ result: FlowEnd.Result) -> NetworkActivity {
    var ended = finding
    ended.time = at(90_499)
    (ended.bytesOut, ended.bytesIn) = (2_048, 70_000)
    (ended.result, ended.duration) = (result, 2_876_543_211)
    return NetworkActivity(stage: .close, facts: ended, began: finding.time)
  }

  static let activities =
    [NetworkActivity(stage: .open, facts: expected, began: expected.time)]
    + FlowEnd.Result.allCases.map { ended(expected, $0) }
    + [ended(reached, .established), ended(swapped, .timedOut)]

  static let status = Status(
    time: at(93_600), started: at(90_000), events: 120_034,
    losses: [.evidenceRing: 3, .output: 3967],
    programLosses: [
      ProgramLoss(program: "on_exec", recursion: 2, refused: 0),
      ProgramLoss(program: "on_sendmsg4", recursion: 0, refused: 3),
    ],
    outputs: [
      OutputStatus(name: "stdout", queuedLines: 2, queuedBytes: 4_000, dropped: 0, isClosed: true),
      OutputStatus(
        name: "file:/var/log/egret/a.ndjson", queuedLines: 10, queuedBytes: 30_000, dropped: 3967),
    ], hooksAttached: 14, hooksRequired: 15, hooksSilent: ["connect_unix"], serversWatched: 3,
    policy: "/etc/egret/policy.yaml", policyHash: String(repeating: "0a", count: 32))

  static let notices: [Notice] =
    [
      .start, .stop, .heartbeat, .loss(.output, new: 12, total: 3967), .policyAccepted,
      .policyRefused("policy.yaml:7:3: unknown key 'expct'"),
    ] + Notice.HookState.allCases.map { .hook("connect4", $0) }

  static func endpoint(_ address: String, _ port: UInt16) -> Endpoint? {
    IPAddress(address).map { Endpoint(address: $0, port: port) }
  }

  /// One line of every kind: each finding, a repeat, one of every rule, each notice.
  static func lines(_ format: AlertFormat) -> [AlertLine] {
    var stream = AlertStream(format: format, host: host)
    var lines = notices.prefix(1).map { stream.tell($0, status) }
    for finding in all { lines += stream.report(finding) }
    for finding in all { lines += stream.report(finding) }
    for rule in Rule.allCases {
      var finding = reached
      finding.rule = rule
      finding.rules = [rule]
      finding.target.hostname = "\(rule.rawValue).example"
      lines += stream.report(finding)
    }
    lines += stream.tick(at: at(90_570))
    lines += notices.dropFirst().map { stream.tell($0, status) }
    lines += activities.map { stream.tell($0) }
    return lines
  }
}

extension AlertLine {
  /// Without the newline.
  var text: String { String(decoding: bytes.dropLast(), as: UTF8.self) }

  /// One line with its newline; in text, what follows is indented.
  func isOneRecord(_ format: AlertFormat) -> Bool {
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    guard bytes.last == 10, lines.count >= 2, bytes.first != 32 else { return false }
    let rest = lines.dropFirst().dropLast()
    return format == .text ? rest.allSatisfy { $0.starts(with: "    ".utf8) } : rest.isEmpty
  }
}

extension Samples {
  /// Each makes another fact of a finding.
  static var differences: [(inout Finding) -> Void] {
    [
      { $0.rule = .knownCollector }, { $0.server.name = "gitlab" }, { $0.process.path = "/tmp/x" },
      { $0.target.hostname = "other.example" }, { $0.target.hostname = nil },
      { $0.target.endpoint?.port = 444 }, { $0.target.transport = .udp },
    ]
  }
}
