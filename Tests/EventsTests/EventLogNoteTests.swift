// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@Suite struct EventLogNoteTests {
  private static let notes = [
    EventLogNote(kind: "line"),
    EventLogNote(
      kind: "entry", texts: ["name": "a\u{1b}\"", "note": "forged"],
      lists: ["command": ["npx", "", "\n"], "empty": []]),
  ]

  @Test func notesComeBack() throws {
    var log: [UInt8] = []
    EventLogWriter.appendHeader(facts: [:], to: &log)
    for note in Self.notes { #expect(EventLogWriter.append(note, to: &log)) }
    #expect(EventLogWriter.append(.tick(Instant(nanoseconds: 1)), to: &log))
    let text = String(decoding: log, as: UTF8.self).split(separator: "\n")
    #expect(text[1] == #"{"note":"line"}"#)
    #expect(
      text[2] == #"{"note":"entry","command":["npx","","\u000a"],"empty":[],"name":"a\u001b\""}"#)
    var reader = EventLogReader()
    let lines = try text.map { try reader.next(line: Array($0.utf8)[...]) }
    var second = Self.notes[1]
    second.texts["note"] = nil
    #expect(
      lines == [nil, .note(Self.notes[0]), .note(second), .event(.tick(Instant(nanoseconds: 1)))])
    #expect(try EventLogReader.read(log).events == [.tick(Instant(nanoseconds: 1))])
  }

  @Test(arguments: [
    #"{"note":1}"#, #"{"note":"a","b":1}"#, #"{"note":"a","b":{}}"#, #"{"note":"a","b":[1]}"#,
    #"{"note":"a","b":true}"#,
  ]) func aNoteHoldsTextsAndLists(line: String) throws {
    var reader = EventLogReader()
    _ = try reader.next(line: Array(#"{"egret_event_log":1}"#.utf8)[...])
    #expect(throws: EventLogError.self) { try reader.next(line: Array(line.utf8)[...]) }
  }

  @Test func aNoteLongerThanALineIsNotWritten() {
    var log: [UInt8] = [1]
    let text = String(repeating: "a", count: EventLogWriter.lineLimit)
    #expect(!EventLogWriter.append(EventLogNote(kind: "x", texts: ["a": text]), to: &log))
    #expect(log == [1])
  }
}
