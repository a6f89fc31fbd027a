// SPDX-License-Identifier: Apache-2.0

import Alerts
import Disclosure

/// Why no alert was found.
enum AlertSearchError: Error {
  /// What is wrong with a line.
  enum Fault: Error {
    case tooLong, notJSON
    case member(String)
    case notAnAlert(ReportedAlertError)

    static func of(_ error: DecodingError) -> Fault {
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .keyNotFound(_, let context):
        .member(path(context.codingPath))
      case .dataCorrupted(let context):
        context.codingPath.isEmpty ? .notJSON : .member(path(context.codingPath))
      @unknown default: .notJSON
      }
    }

    /// `evidences[0].process.pid`
    private static func path(_ keys: [any CodingKey]) -> String {
      var text = ""
      for key in keys {
        if let index = key.intValue {
          text += "[\(index)]"
        } else {
          text += (text.isEmpty ? "" : ".") + key.stringValue
        }
      }
      return text
    }
  }

  case nothing
  case noSuch(String)
  case several(Int, [ReportedAlert])
  case unreadable(line: Int, of: Int, Fault)

  /// One line or several.
  var description: String {
    switch self {
    case .nothing: "there is nothing to read"
    case .noSuch(let uid):
      "no alert has the uid \(ShownText.quoted(uid)) (metadata.uid or finding_info.uid; in ECS event.id or mcp.egret.finding)"
    case .several(let count, let last):
      "\(count) alerts; name one by its uid, as in `egret explain FILE UID`. The last of them:"
        + last.map { "\n  \(Self.row($0))" }.joined()
    case .unreadable(let line, let count, let fault):
      (count > 1 ? "line \(line): " : "") + Self.text(fault)
    }
  }

  private static func row(_ alert: ReportedAlert) -> String {
    ShownText.escaped(
      "\(alert.finding) \(alert.time) \(alert.severity) \(alert.rule) \(alert.server)", limit: 300)
  }

  private static func text(_ fault: Fault) -> String {
    switch fault {
    case .tooLong: "it is longer than any alert: \(AlertSearch.longestLine) bytes are read"
    case .notJSON: "it is no whole JSON object: cut off, or something else"
    case .member(let path):
      path.isEmpty
        ? "it is no JSON object" : "it is no alert: `\(path)` is not what Egret writes there"
    case .notAnAlert(let error): "\(error)"
    }
  }
}
