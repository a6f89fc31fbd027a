// SPDX-License-Identifier: Apache-2.0

import TestKit
import Testing

@testable import Events

/// Lines read in one pass: what the writer wrote, and nothing that the tape reads otherwise.
@Suite struct EventLogCursorTests {
  private static func line(_ event: Event) -> [UInt8] {
    var line: [UInt8] = []
    #expect(EventLogWriter.append(event, to: &line))
    return line.dropLast()
  }

  private static func inPlace(_ line: [UInt8]) -> Event? {
    // A line in the midst of others: places count from the array's first byte.
    let bytes = [1, 2, 3] + line + [10, 125]
    return EventLogReader.eventInPlace(bytes[3..<3 + line.count])
  }

  private static func byTape(_ line: [UInt8]) -> Event? {
    guard let tape = try? EventLogParser.parse(line[...]), let object = EventLogObject(tape) else {
      return nil
    }
    var lookup = EventLogLookup(object)
    let event = Event(from: &lookup)
    return lookup.failure == nil ? event : nil
  }

  @Test(arguments: EventLogKind.allCases) func whatIsWrittenIsReadInPlace(kind: EventLogKind) {
    var random = RandomEvents(seed: 7)
    var escaped = 0
    for _ in 0..<300 {
      let event = random.event(kind: kind)
      let line = Self.line(event)
      #expect(Self.byTape(line) == event)
      // An escape is the one thing that Egret writes and the cursor leaves to the tape.
      if line.contains(UInt8(ascii: "\\")) { escaped += 1 }
      #expect(Self.inPlace(line) == (line.contains(UInt8(ascii: "\\")) ? nil : event))
    }
    #expect(
      escaped < 300 || [.exec, .container, .programFacts].contains(kind),
      "texts that are hostile by chance")
  }

  @Test(arguments: 0..<UInt64(8)) func whatIsReadInPlaceIsWhatTheTapeReads(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var random = RandomEvents(seed: seed)
    var outcomes: Set<Bool> = []
    for round in 0..<4_000 {
      var line = Self.line(random.event(kind: EventLogKind.allCases[round % 14]))
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        Self.change(&line, &generator)
      }
      let read = Self.inPlace(line)
      outcomes.insert(read != nil)
      if let read {
        #expect(Self.byTape(line) == read, "\(String(decoding: line, as: UTF8.self))")
      }
    }
    #expect(outcomes == [true, false])
  }

  /// Bytes that mean something in a log, put in, put over another, or taken out.
  private static func change(_ line: inout [UInt8], _ generator: inout SeededGenerator) {
    let index = Int.random(in: 0..<line.count, using: &generator)
    let byte = Array("0123456789,:\"\\{}[]tfx \u{e9}".utf8).randomElement(using: &generator) ?? 0
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: line.insert(byte, at: index)
    case 1: line.remove(at: index)
    case 2: line[index] = UInt8.random(in: 0...255, using: &generator)
    default: line[index] = byte
    }
  }

  @Test(arguments: [
    #"{"time":5,"event":"tick"}"#, #"{"event":"tick","time":5,"more":1}"#,
    #"{"event": "tick","time":5}"#, #"{"event":"tick","time":05}"#, #"{"event":"tick","time":}"#,
    #"{"event":"tick","time":18446744073709551616}"#, #"{"event":"tick","time":5,"time":5}"#,
    #"{"event":"ti\u0063k","time":5}"#, #"{"event":"tick","time":5}}"#,
    #"{"event":"tick","time":5"#,
    #"{"event":"exit","time":5,"actor":{"pid":4294967296}}"#,
    #"{"event":"destination","time":5,"actor":{},"asked":"few"}"#,
    #"{"event":"resolvers","time":5,"addresses":[]}"#, "", "{", "[]",
  ])
  func whatIsWrittenOtherwiseIsLeftToTheTape(line: String) {
    #expect(Self.inPlace(Array(line.utf8)) == nil)
  }
}
