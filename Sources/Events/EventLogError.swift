// SPDX-License-Identifier: Apache-2.0

/// Why a line is not of an event log. Lines count from 1.
package enum EventLogError: Error, Hashable, Sendable, CustomStringConvertible {
  case notALog(line: Int)
  case version(UInt64, line: Int)
  case tooLong(line: Int)
  case syntax(line: Int, offset: Int)
  /// A field that is missing, of another type, or whose value has no meaning.
  case field(String, line: Int)

  package var description: String { "line \(line): \(text)" }

  package var line: Int {
    switch self {
    case .notALog(let line), .version(_, let line), .tooLong(let line), .syntax(let line, _),
      .field(_, let line):
      line
    }
  }

  /// Without the line's number.
  package var text: String {
    switch self {
    case .notALog: "not an event log: it begins with {\"egret_event_log\":1,…}"
    case .version(let version, _): "event log of version \(version); this Egret reads version 1"
    case .tooLong: "longer than \(EventLogWriter.lineLimit) bytes"
    case .syntax(_, let offset): "byte \(offset) is not the JSON of an event log"
    case .field(let key, _): "field \"\(key)\" is missing or has no meaning"
    }
  }
}
