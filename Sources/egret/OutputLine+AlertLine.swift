// SPDX-License-Identifier: Apache-2.0

import Alerts
import Sinks

extension OutputLine {
  init(_ line: AlertLine) {
    self.init(
      bytes: line.bytes, severity: line.syslogSeverity, code: line.code,
      milliseconds: line.milliseconds, isMinor: line.isActivity)
  }
}
