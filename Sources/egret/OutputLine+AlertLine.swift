// SPDX-License-Identifier: Apache-2.0

import Alerts
import Sinks

/// A line of the alert stream as the outputs take it.
extension OutputLine {
  init(_ line: AlertLine) {
    self.init(
      bytes: line.bytes, severity: line.syslogSeverity, code: line.code,
      milliseconds: line.milliseconds, isMinor: line.isActivity,
      summary: line.subject.map(LineSummary.init) ?? LineSummary())
  }
}

extension LineSummary {
  init(_ subject: LineSubject) {
    self.init(
      message: subject.message, server: subject.server, client: subject.client,
      rule: subject.rule)
  }
}
