// SPDX-License-Identifier: Apache-2.0

/// Why a line is not of an event log. Lines count from 1.
package enum EventLogError: Error, Hashable, Sendable, CustomStringConvertible {
  case notALog(line: Int)
  case version(UInt64, line: Int)
  case tooLong(line: Int)
  case syntax(line: Int, offset: Int)
  /// A field that is missing, of another type, or whose value has no meaning.
  case field(String, line: Int)

  package var description: String {
    switch self {
    case .notALog(let line):
      "line \(line): not an event log: it begins with {\"egret_event_log\":1,…}"
    case .version(let version, let line):
      "line \(line): event log of version \(version); this Egret reads version 1"
    case .tooLong(let line):
      "line \(line): longer than \(EventLogWriter.lineLimit) bytes"
    case .syntax(let line, let offset):
      "line \(line): byte \(offset) is not the JSON of an event log"
    case .field(let key, let line):
      "line \(line): field \"\(key)\" is missing or has no meaning"
    }
  }
}
