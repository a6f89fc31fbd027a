// SPDX-License-Identifier: Apache-2.0

internal import Disclosure

/// Why a line of JSON is no alert.
package enum ReportedAlertError: Error, CustomStringConvertible {
  case notEgrets
  /// With its code.
  case notice(String)
  case flow

  package var description: String {
    switch self {
    case .notEgrets: "it is no line of Egret's: neither its OCSF nor its ECS"
    case .notice(let code):
      "it is a line about Egret itself (\(ShownText.escaped(code, limit: 60))), and no alert"
    case .flow: "it is a flow (`--all`), and no alert; what fired a rule has a line of its own"
    }
  }
}
