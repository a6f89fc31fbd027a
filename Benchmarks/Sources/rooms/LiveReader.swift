// SPDX-License-Identifier: Apache-2.0

import Alerts
import CWire
import Events
import Monitoring
import Policies
import Servers

/// Records in, alert lines out, as the loop of `egret run` does it: decode, judge, fold, write. One server
/// runs below a client.
struct LiveReader {
  private var monitor: Monitor
  private var stream: AlertStream
  private var outcomes: [Outcome] = []
  private var wire = WireRecords.destination()
  private var flow = WireRecords.flow()
  /// Of a stranger; its time and process are put in behind its size, kind and flags.
  private var exec = WireRecords.exec(WireRecords.server, "make\0-j\08\0all\0")
  private var execArguments = "make\0-j\08\0all\0"
  private var clock: UInt64 = 2_000_000_000

  static let policy = policy("api.github.com")

  /// `more` stands before what the server uses.
  static func policy(_ more: String) -> String {
    """
    egret: 1
    resolvers: [192.0.2.53]
    servers:
      github:
        expect: [\(more), "*.example.com", 198.51.100.0/24]

    """
  }

  init(
    format: AlertFormat = .ocsf, entries: [ServerEntry] = [Recording.entry],
    policy: String = policy
  ) {
    monitor = Monitor(
      policy: Policy.read(policy, file: "policy.yaml").policy ?? Policy(),
      recognisers: [EntryRecogniser(entries: entries)])
    // What is new is an alert each, however much of it there is.
    stream = AlertStream(
      format: format, host: Sample.host, folder: RepeatFolder(foldsScans: false))
    _ = take(WireRecords.exec(WireRecords.server, "python3\0/opt/server.py\0"))
    _ = take(WireRecords.query) + take(WireRecords.answer)
    guard monitor.runningServers == 1 else { fatalError("the server is not known") }
  }

  /// Bytes of the lines that a record led to.
  mutating func take(_ record: [UInt8]) -> Int {
    unsafe record.withUnsafeBytes { unsafe take($0) }
  }

  private mutating func take(_ record: UnsafeRawBufferPointer) -> Int {
    guard case .event(let event) = unsafe WireDecoder.decode(record) else {
      fatalError("no record")
    }
    monitor.consume(event, into: &outcomes)
    var bytes = 0
    for outcome in outcomes {
      switch outcome {
      case .finding(let finding): bytes += Self.count(stream.report(finding))
      case .amended(let finding): bytes += Self.count(stream.amend(finding))
      case .closing(let finding): bytes += Self.count(stream.close(finding))
      case .activity, .directive, .request: break
      }
    }
    outcomes.removeAll(keepingCapacity: true)
    return bytes
  }

  private static func count(_ lines: [AlertLine]) -> Int {
    lines.reduce(0) { $0 + $1.bytes.count }
  }

  /// To where its policy lets it go by address.
  mutating func reachExpected(_ number: Int) -> Int {
    reach(0xc633_6400 | UInt32(truncatingIfNeeded: number & 0xff), port: 443, number)
  }

  /// To where its policy lets it go by a name.
  mutating func reachNamed(_ number: Int) -> Int {
    guard reach(0x0a0b_0007, port: 443, number) == 0 else { fatalError("its name is not known") }
    return 1
  }

  /// To one of a hundred places that were reported before.
  mutating func reachAgain(_ number: Int) -> Int {
    reach(0xcb00_7100 | UInt32(number % 100), port: 443, number)
  }

  /// To where nobody expects it and it never was: an alert each.
  mutating func reachNew(_ number: Int) -> Int {
    let bytes = reach(
      0xcb00_0000 | UInt32(number >> 10 & 0xffff), port: UInt16(1_024 + number & 1_023), number)
    guard bytes > 0 else { fatalError("no line") }
    return bytes
  }

  private mutating func reach(_ address: UInt32, port: UInt16, _ number: Int) -> Int {
    clock += 100_000
    wire.header.time = clock
    wire.cookie = UInt64(number)
    wire.address = WireRecords.address(address, port: port)
    wire.asked = wire.address
    return unsafe withUnsafeBytes(of: wire) { unsafe take($0) }
  }

  /// The end of a connection of that number.
  mutating func end(_ number: Int) -> Int {
    clock += 100_000
    flow.header.time = clock
    flow.cookie = UInt64(number)
    flow.address = wire.address
    return unsafe withUnsafeBytes(of: flow) { unsafe take($0) }
  }

  /// A stranger begins, runs make, and ends.
  mutating func live(_ number: Int) -> Int {
    let pid = UInt32(1_000 + number % 60_000)
    let bytes = begin(pid, number)
    return bytes + end(pid, number)
  }

  private func process(_ pid: UInt32, program: UInt64) -> wire_process {
    wire_process(program: program, start: UInt64(pid) * 10_000_000, pid: pid, tid: pid)
  }

  /// The fork and the exec of a stranger.
  mutating func begin(_ pid: UInt32, _ number: Int) -> Int {
    clock += 100_000
    var fork = wire_fork()
    fork.header = WireRecords.header(WIRE_FORK, wire_fork.self, time: clock)
    fork.parent = process(10, program: 1)
    fork.child = process(pid, program: 1)
    WireRecords.set(&fork.comm, "sh")
    let bytes = unsafe withUnsafeBytes(of: fork) { unsafe take($0) }
    return bytes + take(execRecord(process(pid, program: UInt64(100 + number))))
  }

  /// A stranger's process that runs one program after the other.
  mutating func exec(_ number: Int, _ arguments: String) -> Int {
    if execArguments != arguments {
      execArguments = arguments
      exec = WireRecords.exec(WireRecords.server, arguments)
    }
    clock += 100_000
    return take(execRecord(process(900, program: UInt64(100_000_000 + number))))
  }

  private mutating func execRecord(_ process: wire_process) -> [UInt8] {
    let time = clock
    unsafe exec.withUnsafeMutableBytes { record in
      unsafe record.storeBytes(of: time, toByteOffset: 8, as: UInt64.self)
      unsafe record.storeBytes(of: process, toByteOffset: 16, as: wire_process.self)
    }
    return exec
  }

  mutating func end(_ pid: UInt32, _ number: Int) -> Int {
    clock += 100_000
    var exit = wire_exit()
    exit.header = WireRecords.header(WIRE_EXIT, wire_exit.self, time: clock)
    exit.process = process(pid, program: UInt64(100 + number))
    return unsafe withUnsafeBytes(of: exit) { unsafe take($0) }
  }

  /// What the loop does once a second.
  mutating func tick() {
    monitor.consume(.tick(Instant(nanoseconds: clock)), into: &outcomes)
    outcomes.removeAll(keepingCapacity: true)
    _ = stream.tick(at: Instant(nanoseconds: clock))
  }
}
