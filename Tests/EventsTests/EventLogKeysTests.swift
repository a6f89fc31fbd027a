// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

/// The keys of the log, each of which stands once in the sources.
@Suite struct EventLogKeysTests {
  /// A log is read by later versions of Egret, and by earlier ones.
  @Test(arguments: EventLogKind.allCases) func anUnknownKeyIsIgnored(kind: EventLogKind) throws {
    var random = RandomEvents(seed: 3)
    for _ in 0..<50 {
      let event = random.event(kind: kind)
      let line = EventLogTests.text(EventLogTests.log([event], facts: [:])).split(separator: "\n")[
        1]
      for value in ["1", "true", #""x""#, #"[{"a":1}]"#, #"{"event":"tick"}"#] {
        let unknown = Self.extended(String(line), by: #""zz\u0020new":\#(value)"#)
        #expect(try Self.read(unknown) == event, "\(unknown)")
      }
    }
  }

  /// Each object of the line with one more field at its end.
  private static func extended(_ line: String, by field: String) -> String {
    var (text, isInString, isEscaped, isEmpty) = ("", false, false, true)
    for character in line.unicodeScalars {
      if character == "}", !isInString { text += isEmpty ? field : "," + field }
      text.unicodeScalars.append(character)
      isEmpty = character == "{" && !isInString
      if character == "\"", !isEscaped { isInString.toggle() }
      isEscaped = character == "\\" && !isEscaped
    }
    return text
  }

  private static func read(_ line: String) throws -> Event? {
    try EventLogReader.read(Array((EventLogTests.header + line).utf8)).events.first
  }

  /// Objects and words that an event cannot do without.
  @Test(arguments: [
    (#""event":"fork""#, "parent"), (#""event":"fork","parent":{}"#, "child"),
    (#""event":"exec","actor":{}"#, "parent"),
    (#""event":"exec","actor":{},"parent":{},"stdio":[{}]"#, "kind"),
    (#""event":"exec","actor":{},"parent":{},"login":"root""#, "login"),
    (#""event":"asked","actor":{}"#, "hook"),
    (#""event":"asked","actor":{},"address":"forty""#, "address"),
    (#""event":"asked","actor":{},"address":{"unix":1}"#, "unix"),
    (#""event":"asked","actor":{},"address":{"family":65536}"#, "family"),
    (#""event":"destination","actor":{},"owner":1"#, "owner"),
    (#""event":"destination","actor":{}"#, "endpoint"),
    (#""event":"destination","actor":{},"endpoint":{}"#, "ip"),
    (
      #""event":"destination","actor":{},"endpoint":{"ip":"::1"},"transport":6,"hook":"unix""#,
      "via"
    ),
    (#""event":"name","owner":{},"peer":{"ip":"::1"},"payload":"A""#, "payload"),
    (#""event":"claim","owner":{},"peer":{"ip":"::1"}"#, "said"),
    (#""event":"claim","owner":{},"peer":{"ip":"::1"},"said":{"kind":"song"}"#, "kind"),
    (#""event":"claim","owner":{},"peer":{"ip":"::1"},"said":{"kind":"host"}"#, "name"),
    (
      #""event":"claim","owner":{},"peer":{"ip":"::1"},"said":{"kind":"proxy","host":"a"}"#, "way"
    ),
    (
      #""event":"claim","owner":{},"peer":{"ip":"::1"},"said":{"kind":"hello","name":1}"#, "name"
    ),
    (#""event":"meddling","actor":{},"call":"telepathy""#, "call"),
    (#""event":"flow","owner":{},"endpoint":{"ip":"::1","port":65536}"#, "port"),
    (#""event":"flow","owner":{},"endpoint":{"ip":"::1"}"#, "result"),
    (#""event":"resolvers","addresses":["localhost"]"#, "addresses"),
    (#""event":"resolvers","hosts":[{"names":[]}]"#, "ip"),
    (#""event":"registries""#, "process"), (#""event":"proxies""#, "process"),
    (#""event":"container""#, "process"),
    (#""event":"message""#, "state"), (#""event":"loss""#, "stage"),
  ]) func theFirstFieldWithoutMeaningIsNamed(fields: String, key: String) {
    let line = EventLogTests.header + #"{"time":1,"# + fields + "}"
    #expect(EventLogTests.error(line) == .field(key, line: 2), "\(line)")
  }
}
