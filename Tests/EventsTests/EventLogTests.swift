// SPDX-License-Identifier: Apache-2.0

import Events
import TestKit
import Testing

@Suite struct EventLogTests {
  static func log(_ events: [Event], facts: [String: String] = ["kernel": "6.18"]) -> [UInt8] {
    var log: [UInt8] = []
    EventLogWriter.appendHeader(facts: facts, to: &log)
    for event in events { #expect(EventLogWriter.append(event, to: &log)) }
    return log
  }

  static func text(_ log: [UInt8]) -> String { String(decoding: log, as: UTF8.self) }

  @Test(arguments: EventLogKind.allCases) func everyKindComesBack(kind: EventLogKind) throws {
    var random = RandomEvents(seed: UInt64(kind.rawValue.utf8.count))
    let events = (0..<500).map { _ in random.event(kind: kind) }
    let log = Self.log(events)
    let read = try EventLogReader.read(log)
    #expect(read.facts == ["kernel": "6.18"])
    #expect(read.events.count == events.count)
    for (written, read) in zip(events, read.events) {
      #expect(written == read)
      #expect(written.isScalarEqual(to: read), "also where Unicode calls two texts equal")
    }
    #expect(Self.log(read.events) == log, "the same events give the same bytes")
    #expect(log.split(separator: 10).count == 501)
    #expect(!log.contains { $0 < 0x20 && $0 != 10 || $0 == 0x7f })
  }

  @Test func theSpellingIsFixed() {
    let id = ProcessID(pid: 8, start: Instant(nanoseconds: 80))
    let actor = Actor(process: id, thread: 9, program: ProgramID(rawValue: .max))
    let events: [Event] = [
      .exit(Exit(time: Instant(nanoseconds: 5), actor: actor, code: 0)),
      .destination(
        Destination(
          time: Instant(nanoseconds: 6), actor: actor,
          endpoint: Endpoint(address: IPAddress(v4: 0xc633_6407), port: 443),
          asked: .read(.unix("@a\u{1b}")), transport: .tcp, hook: .connect4, via: .ioUring)),
      .dnsPayload(
        DNSPayload(
          time: Instant(nanoseconds: 7), owner: actor,
          peer: Endpoint(address: IPAddress(v6High: 0x2001_0db8_0000_0000, low: 1), port: 53),
          isAnswer: true, payload: [1, 2, 3, 4])),
      .claim(
        Claim(
          time: Instant(nanoseconds: 8), owner: actor, cookie: 3,
          peer: Endpoint(address: IPAddress(v4: 0xc633_6407), port: 443), depth: 1,
          said: .hello(name: "a.example", isEncrypted: true))),
      .tick(Instant(nanoseconds: 0)),
    ]
    let who = #"{"pid":8,"start":80,"tid":9,"program":18446744073709551615}"#
    let expected = [
      #"{"egret_event_log":1,"arch":"x","kernel":"\u000a\"6"}"#,
      #"{"event":"exit","time":5,"actor":\#(who)}"#,
      #"{"event":"destination","time":6,"actor":\#(who),"#
        + #""endpoint":{"ip":"198.51.100.7","port":443},"#
        + #""asked":{"unix":"@a\u001b"},"transport":6,"hook":"connect4","via":"io_uring"}"#,
      #"{"event":"name","time":7,"owner":\#(who),"peer":{"ip":"2001:db8::1","port":53},"#
        + #""transport":17,"answer":true,"payload":"AQIDBA=="}"#,
      #"{"event":"claim","time":8,"owner":\#(who),"cookie":3,"#
        + #""peer":{"ip":"198.51.100.7","port":443},"transport":6,"depth":1,"#
        + #""said":{"kind":"hello","name":"a.example","encrypted":true}}"#,
      #"{"event":"tick","time":0}"#, "",
    ]
    let facts = ["kernel": "\n\"6", "arch": "x", "egret_event_log": "forged"]
    #expect(Self.text(Self.log(events, facts: facts)) == expected.joined(separator: "\n"))
  }

  static let header = "{\"egret_event_log\":1}\n"

  static func error(_ text: String) -> EventLogError? {
    do throws(EventLogError) {
      _ = try EventLogReader.read(Array(text.utf8))
      return nil
    } catch {
      return error
    }
  }

  @Test func readsWhatPeopleWrite() throws {
    let lines = [
      "{ \"time\" : 5 ,\t\"event\": \"tick\" }", "", "{\"event\":\"tick\",\"time\":6,\"more\":[]}",
    ]
    let text = Self.header + lines.joined(separator: "\n")
    let events = try EventLogReader.read(Array(text.utf8)).events
    #expect(events == [.tick(Instant(nanoseconds: 5)), .tick(Instant(nanoseconds: 6))])
    let escapes =
      #"{"event":"fork","time":1,"parent":{},"child":{},"name":"\ud83d\ude00\/\n\u00E9"}"#
    let log = Array((Self.header + escapes).utf8)
    guard case .fork(let fork)? = try EventLogReader.read(log).events.first else {
      Issue.record("no fork")
      return
    }
    #expect(fork.name == "\u{1f600}/\né")
  }

  static let wrong: [(text: String, error: EventLogError)] = [
    ("", .notALog(line: 1)), ("{}", .notALog(line: 1)), ("\n", .notALog(line: 1)),
    ("{\"event\":\"tick\",\"time\":1}", .notALog(line: 1)),
    ("{\"egret_event_log\":\"1\"}", .notALog(line: 1)),
    ("{\"egret_event_log\":2}", .version(2, line: 1)),
    ("{\"egret_event_log\":1,\"a\":1}", .field("a", line: 1)),
  ]

  /// On the second line.
  static let wrongLines: [(text: String, error: EventLogError)] = [
    ("[]", .syntax(line: 2, offset: 0)), ("\n{", .syntax(line: 3, offset: 1)),
    ("{\"event\":\"tick\"}", .field("time", line: 2)),
    ("{\"event\":\"nap\",\"time\":1}", .field("event", line: 2)),
    ("{\"time\":1}", .field("event", line: 2)),
    ("{\"event\":\"exit\",\"time\":1}", .field("actor", line: 2)),
    ("{\"event\":\"exit\",\"time\":1,\"actor\":{\"pid\":4294967296}}", .field("pid", line: 2)),
    ("{\"event\":\"loss\",\"time\":1,\"stage\":\"x\"}", .field("stage", line: 2)),
    ("{\"event\":\"tick\",\"time\":true}", .field("time", line: 2)),
  ]

  @Test func tellsWhatIsWrong() {
    for (text, error) in Self.wrong { #expect(Self.error(text) == error) }
    for (text, error) in Self.wrongLines { #expect(Self.error(Self.header + text) == error) }
  }

  @Test(arguments: [
    "{\"time\":-1}", "{\"time\":1.5}", "{\"time\":1e3}", "{\"time\":01}", "{\"time\":}",
    "{\"time\":18446744073709551616}", "{\"time\":1,\"time\":1}", "{\"a\":nul}", "{\"a\":tru}",
    "{\"a\":\"\\x\"}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\ud800\\u0041\"}", "{\"a\":\"\\udc00\"}",
    "{\"a\":\"\\u12\"}", "{\"a\":\"", "{\"a\":\"\\", "{\"a\":\"\u{1}\"}", "{\"a\":1,}", "{,}",
    "{\"a\"}",
    "{\"a\":[1,]}", "{} {}", "{\"a\":[[[[[[[[[[1]]]]]]]]]]}", "{\"a\":\"\\ud83d \\ude00\"}",
  ])
  func refusesOtherJSON(line: String) {
    guard case .syntax(line: 2, offset: _)? = Self.error(Self.header + line) else {
      Issue.record("\(line) is read as \(String(describing: Self.error(Self.header + line)))")
      return
    }
  }

  @Test func refusesInvalidText() {
    let line = Array((Self.header + "{\"event\":\"").utf8) + [0xff] + Array("\"}".utf8)
    #expect(throws: EventLogError.syntax(line: 2, offset: 12)) { try EventLogReader.read(line) }
  }

  @Test func boundsLines() {
    let long = Self.header + String(repeating: " ", count: EventLogWriter.lineLimit)
    #expect(Self.error(long) == .tooLong(line: 2))
    let deep = Self.header + String(repeating: "[", count: 65_000)
    #expect(Self.error(deep) == .syntax(line: 2, offset: 8))
    var log: [UInt8] = [1]
    let names = Array(repeating: String(repeating: "a", count: 250), count: 5_000)
    let event = Event.resolvers(
      Resolvers(
        time: Instant(nanoseconds: 1), mountNamespace: 1, addresses: [],
        hosts: [Resolvers.Host(address: IPAddress(v4: 1), names: names)]))
    #expect(!EventLogWriter.append(event, to: &log))
    #expect(log == [1])
  }

  @Test func theLongestRecordFitsALine() {
    // Four bytes of the treaty's runs at their worst: control characters, six bytes each.
    let run = String(repeating: "\u{1}", count: 4_096)
    let names = Array(repeating: String(repeating: "N", count: 3), count: 1_024)
    let actor = WireRecord.actor(1)
    let exec = Exec(
      time: Instant(nanoseconds: .max), actor: actor, parent: actor.process,
      previous: actor.program, executable: String(run.prefix(1_024)),
      file: String(run.prefix(1_024)), arguments: [run], environment: names, name: "x", user: 1)
    var log: [UInt8] = []
    #expect(EventLogWriter.append(.exec(exec), to: &log))
  }

  @Test(arguments: 0..<UInt64(4)) func mutationsNeverTrap(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var random = RandomEvents(seed: seed)
    var outcomes: Set<Bool> = []
    for round in 0..<2_000 {
      let kind = EventLogKind.allCases[round % EventLogKind.allCases.count]
      var log = Self.log([random.event(kind: kind)])
      let start = (log.firstIndex(of: 10) ?? 0) + 1
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let index = Int.random(in: start..<log.count, using: &generator)
        log[index] = UInt8.random(in: 0...255, using: &generator)
      }
      outcomes.insert((try? EventLogReader.read(log)) != nil)
    }
    #expect(outcomes == [true, false])
  }
}

extension Event {
  /// Text by scalars: `==` on strings takes canonical equivalents for the same.
  func isScalarEqual(to other: Event) -> Bool {
    var (left, right) = (String(), String())
    dump(self, to: &left)
    dump(other, to: &right)
    return left.unicodeScalars.elementsEqual(right.unicodeScalars)
  }
}
