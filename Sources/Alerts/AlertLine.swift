// SPDX-License-Identifier: Apache-2.0

package import Monitoring

/// One line, ready for a sink.
package struct AlertLine: Hashable, Sendable {
  package var sequence: UInt64
  /// How loud the line is: of an update informational, whatever its finding is.
  package var severity: Severity
  /// `metadata.event_code`: `egret.<rule>`, `egret.heartbeat`, …
  package var code: String
  /// The event's time, since 1970.
  package var milliseconds: Int64
  /// One of many flows: alerts and what Egret says of itself come first where room is scarce.
  package var isActivity: Bool { code == NetworkActivity.code.description }
  /// UTF-8 with the newline, at most 7,700 bytes.
  package var bytes: [UInt8]
  /// Only where the stream was asked for it.
  package var subject: LineSubject?

  /// RFC 5424, section 6.2.1: 2 critical, 3 error, 4 warning, 5 notice, 6 informational.
  package var syslogSeverity: UInt8 { UInt8(7 - severity.rawValue) }
}
