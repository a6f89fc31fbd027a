// SPDX-License-Identifier: Apache-2.0

import Alerts
import Disclosure
import Events
import YAML

/// Times the rooms between the kernel and the sinks.
///
/// `rooms` prints every row; `rooms growth` how cost grows; `rooms long` what ten million events and
/// 100,000 strangers leave behind; `rooms answers` what ten million DNS answers do. `rooms once NAME COUNT` does one thing so often, for a profiler.
@main struct Rooms {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    switch words.first {
    case nil: rows()
    case "growth"?: Growth.tell()
    case "long"?: Endurance.tell()
    case "answers"?: Answers.tell()
    case "once"?: Once.run(words.dropFirst().first ?? "", words.last.flatMap { Int($0) } ?? 1_000)
    default: print("rooms [growth | long | answers | once NAME COUNT]")
    }
  }

  private static func rows() {
    print(Row.head)
    decoding()
    judging()
    alerts()
    replay()
    hostile()
  }

  private static func tell(_ name: String, _ timing: Timing, aim: Int? = nil) {
    print(Row(name: name, timing: timing, aim: aim).text)
  }

  private static func decoding() {
    for (name, record) in WireRecords.all {
      tell(
        "decode: \(name)",
        .of(1_000) { _ in
          guard case .event = unsafe record.withUnsafeBytes({ unsafe WireDecoder.decode($0) })
          else { fatalError("no \(name)") }
          return 1
        })
    }
  }

  /// The issue's: decode, judge and fold of an event that raises nothing new.
  private static let quiet = 3_000

  private static func judging() {
    var reader = LiveReader()
    tell("decode, judge: expected by its address", .of(1_000) { reader.reachExpected($0) }, aim: quiet)
    tell("decode, judge: expected by its name", .of(1_000) { reader.reachNamed($0) }, aim: quiet)
    for number in 1...100 { _ = reader.reachAgain(number) }
    tell(
      "decode, judge, fold: unexpected and reported before", .of(1_000) { reader.reachAgain($0) },
      aim: quiet)
    tell(
      "decode, judge, fold: the same, and its end",
      .of(1_000, per: 2) { reader.reachAgain($0) + reader.end($0) }, aim: quiet)
    tell("decode, judge: a stranger's fork, exec, exit, each", .of(1_000, per: 3) { reader.live($0) },
      aim: quiet)
    for hosts in [10, 1_000] {
      let judging = Judging(hosts: hosts)
      tell("judge: a name among \(hosts) hosts", .of(1_000) { judging.ask($0) })
    }
  }

  /// The issue's: an alert with its line.
  private static let alert = 15_000

  private static func alerts() {
    for format in AlertFormat.allCases {
      var reader = LiveReader(format: format)
      tell(
        "decode, judge, fold, write: an alert as \(format.rawValue)",
        .of(1_000) { reader.reachNew($0) }, aim: Self.alert)
    }
    for format in AlertFormat.allCases {
      var writer = AlertWriter(format: format, host: Sample.host)
      let alert = Alert(Sample.finding)
      tell(
        "write: an alert as \(format.rawValue)",
        .of(1_000) { writer.line(alert, sequence: UInt64($0)).bytes.count })
    }
  }

  /// 300,000 events a second.
  private static func replay() {
    let recording = Recording(count: 200_000)
    tell(
      "replay: an event of a recording", Timing(of: (0..<5).map { _ in recording.replay() }),
      aim: 3_333)
    tell("replay: of it reading the event log", Timing(of: (0..<5).map { _ in recording.read() }))
    tell("replay: of it judging and folding", Timing(of: (0..<5).map { _ in recording.judge() }))
    tell("record: writing the event log", Timing(of: (0..<5).map { _ in recording.write() }))
  }

  /// Texts that are made to be slow; the tests bound the work, and here is the time.
  private static func hostile() {
    let argument = String(repeating: "token\\\\\\=", count: 10_000)
    tell("redact: a hostile argument of 100 kB", .of(10) { _ in Redactor.redacted(argument).utf8.count })
    let limits = YAMLLimits(depth: 100, nodes: 100_000)
    for text in ["a: |\n x\n", "\"\\u0041", "[a]: b\n"] {
      let megabyte = String(repeating: text, count: (1 << 20) / text.utf8.count)
      tell(
        "YAML: a megabyte of \(String(reflecting: text))",
        .of(1) { _ in (try? YAMLNode.parse(megabyte, limits: limits)) == nil ? 0 : 1 })
    }
  }
}
