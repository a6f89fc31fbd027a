// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Monitoring
import Policies
import Servers

/// A recorded run as a busy server makes one: most of it expected and named, now and then something
/// that was reported before, and processes that come and go.
struct Recording {
  let events: [Event]
  /// The same as lines of an event log, without their ends.
  let lines: [[UInt8]]

  static let entry = ServerEntry(
    name: "github", transport: .stdio(command: ["python3", "/opt/server.py"]), client: "Cursor",
    scope: .user, file: "/home/ada/.cursor/mcp.json")
  static let policy = Policy.read(
    """
    egret: 1
    resolvers: [192.0.2.53]
    servers:
      github:
        expect: [api.github.com, "*.example.com", 198.51.100.0/24]
    """, file: "policy.yaml"
  ).policy

  init(count: Int) {
    var maker = Maker()
    events = [maker.begin()] + (0..<count).map { maker.event($0) }
    var lines: [[UInt8]] = []
    var header: [UInt8] = []
    EventLogWriter.appendHeader(facts: ["format": "ocsf"], to: &header)
    lines.append(header.dropLast())
    for event in events {
      var line: [UInt8] = []
      if EventLogWriter.append(event, to: &line) {
        line.removeLast()
        lines.append(line)
      }
    }
    self.lines = lines
  }

  /// Nanoseconds an event for all of it: the log's lines in, alert lines out.
  func replay() -> Int {
    var judge = Judging()
    var reader = EventLogReader()
    return Self.time(per: lines.count) {
      for line in lines {
        guard case .event(let event)? = try? reader.next(line: line[...]) else { continue }
        judge.consume(event)
      }
    }
  }

  /// Only the reading.
  func read() -> Int {
    var reader = EventLogReader()
    var read = 0
    return Self.time(per: lines.count) {
      for line in lines where (try? reader.next(line: line[...])) != nil { read += 1 }
      precondition(read == events.count)
    }
  }

  /// Writing the same log.
  func write() -> Int {
    var log: [UInt8] = []
    return Self.time(per: events.count) {
      for event in events {
        if log.count > 1 << 20 { log.removeAll(keepingCapacity: true) }
        precondition(EventLogWriter.append(event, to: &log))
      }
    }
  }

  /// Only what comes after it.
  func judge() -> Int {
    var judge = Judging()
    return Self.time(per: events.count) { for event in events { judge.consume(event) } }
  }

  private static func time(per count: Int, _ work: () -> Void) -> Int {
    let start = Timing.now
    work()
    return (Timing.now - start) / count
  }

  /// The monitor and the stream, as `egret replay` has them.
  struct Judging {
    private var monitor = Monitor(
      policy: Recording.policy ?? Policy(),
      recognisers: [EntryRecogniser(entries: [Recording.entry])])
    private var stream = AlertStream(format: .ocsf, host: Sample.host)
    private var outcomes: [Outcome] = []
    private(set) var bytes = 0

    mutating func consume(_ event: Event) {
      monitor.consume(event, into: &outcomes)
      for outcome in outcomes {
        switch outcome {
        case .finding(let finding): count(stream.report(finding))
        case .amended(let finding): count(stream.amend(finding))
        case .closing(let finding): count(stream.close(finding))
        case .activity, .directive, .request: break
        }
      }
      outcomes.removeAll(keepingCapacity: true)
      if case .tick(let time) = event { count(stream.tick(at: time)) }
    }

    private mutating func count(_ lines: [AlertLine]) {
      for line in lines { bytes += line.bytes.count }
    }
  }
}
