// SPDX-License-Identifier: Apache-2.0

/// A line for the sinks, with the header fields that syslog needs.
package struct OutputLine: Hashable, Sendable {
  /// The line with its newline.
  package var bytes: [UInt8]
  /// The severity of RFC 5424: 0 is an emergency, 7 is for debugging.
  package var severity: UInt8
  /// The kind of line: syslog's MSGID.
  package var code: String
  /// Milliseconds since 1970.
  package var milliseconds: Int64

  /// Half of the queue is closed to it, so that a flood of these leaves room for the others.
  package var isMinor: Bool
  package var summary: LineSummary

  package init(
    bytes: [UInt8], severity: UInt8, code: String, milliseconds: Int64, isMinor: Bool = false,
    summary: LineSummary = LineSummary()
  ) {
    self.summary = summary
    self.isMinor = isMinor
    self.bytes = bytes
    self.severity = severity
    self.code = code
    self.milliseconds = milliseconds
  }

  /// Without its newline.
  var text: [UInt8] { bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes }
}
