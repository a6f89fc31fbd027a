// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Monitoring
import Policies
import Servers

/// How cost grows: nanoseconds an event, and memory, against the number of one thing at a time.
enum Growth {
  static func tell() {
    print(
      Row.left("of", 30) + Row.left("an event of", 34) + Row.right("number", 10)
        + Row.right("ns", 10) + Row.right("kB", 10))
    entries()
    rules()
    processes()
    connections()
  }

  private static func tell(
    _ what: String, _ event: String, _ number: Int, _ timing: Timing, kilobytes: Int? = nil
  ) {
    print(
      Row.left(what, 30) + Row.left(event, 34) + Row.right(number, 10)
        + Row.right(timing.median, 10) + Row.right(kilobytes.map { "\($0)" } ?? "", 10))
  }

  // MARK: Entries

  /// All of the others are of the same command, as the entries of one user are.
  private static func entries() {
    for count in [10, 100, 1_000, 10_000] {
      let others = (1..<count).map { number in
        ServerEntry(
          name: "s\(number)", transport: .stdio(command: ["python3", "/opt/\(number)/server.py"]),
          client: "Cursor", scope: .user, file: "/home/ada/.cursor/mcp.json")
      }
      let before = Memory.used
      var reader = LiveReader(entries: others + [Recording.entry])
      let kilobytes = Memory.kilobytes(since: before)
      tell("entries", "a watched connect", count, .of(200) { reader.reachExpected($0) }, kilobytes: kilobytes)
      tell("entries", "a stranger, each of three", count, .of(200, per: 3) { reader.live($0) })
      tell("entries", "an exec of python3", count, .of(200) { reader.exec($0, "python3\0/srv/tool.py\0") })
      tell("entries", "an exec of npx", count, .of(200) { reader.exec($0, "npx\0-y\0some-tool\0") })
    }
  }

  // MARK: Rules

  /// A server may have 1,024 rules, and the file a megabyte: more rules are those of more servers.
  private static func rules() {
    for count in [10, 100, 1_000, 10_000, 100_000] {
      let own = min(count, 1_000)
      let others = (0..<(count - own) / own).map { server in
        "  s\(server): {expect: [\(list(own) { "h\($0)" })]}\n"
      }
      let names = LiveReader.policy(list(own / 2) { "h\($0).example.net, \"*.w\($0).example.net\"" })
      measure("rules, the server's are names", count, names + others.joined())
      let ranges = LiveReader.policy(list(own) { "10.\($0 >> 8).\($0 & 255).0/28" })
      measure("rules, the server's are ranges", count, ranges + others.joined())
    }
  }

  private static func list(_ count: Int, _ rule: (Int) -> String) -> String {
    (0..<count).map(rule).joined(separator: ",")
  }

  private static func measure(_ what: String, _ count: Int, _ policy: String) {
    guard Policy.read(policy, file: "policy.yaml").policy != nil else { fatalError("no policy") }
    let before = Memory.used
    var reader = LiveReader(policy: policy)
    let kilobytes = Memory.kilobytes(since: before)
    tell(what, "a watched connect, expected", count, .of(100) { reader.reachExpected($0) }, kilobytes: kilobytes)
    tell(what, "a watched connect, expected by name", count, .of(100) { reader.reachNamed($0) })
    for number in 1...100 { _ = reader.reachAgain(number) }
    tell(what, "one that was reported before", count, .of(100) { reader.reachAgain($0) })
  }

  // MARK: Processes and connections

  private static func processes() {
    for count in [100, 1_000, 10_000, 60_000] {
      var reader = LiveReader()
      let before = Memory.used
      for number in 0..<count { _ = reader.begin(UInt32(1_000_000 + number), 1_000_000 + number) }
      let kilobytes = Memory.kilobytes(since: before)
      tell("living processes", "a watched connect", count, .of(200) { reader.reachExpected($0) }, kilobytes: kilobytes)
      tell("living processes", "a stranger, each of three", count, .of(200, per: 3) { reader.live($0) })
    }
  }

  private static func connections() {
    for count in [10, 100, 1_000, 10_000, 50_000] {
      var reader = LiveReader()
      let before = Memory.used
      for number in 0..<count { _ = reader.reachAgain(10_000_000 + number) }
      let kilobytes = Memory.kilobytes(since: before)
      tell("open watched connections", "a watched connect", count, .of(200) { reader.reachExpected($0) }, kilobytes: kilobytes)
      tell(
        "open watched connections", "one reported before, and its end", count,
        .of(200, per: 2) { reader.reachAgain($0) + reader.end($0) })
    }
  }
}
