// SPDX-License-Identifier: Apache-2.0

import Monitoring

/// A severity in the numbers and words of each format.
extension Severity {
  var caption: StaticString {
    switch self {
    case .informational: "Informational"
    case .low: "Low"
    case .medium: "Medium"
    case .high: "High"
    case .critical: "Critical"
    }
  }

  /// As an alert for a person begins, of one width.
  var shout: StaticString {
    switch self {
    case .informational: "INFO    "
    case .low: "LOW     "
    case .medium: "MEDIUM  "
    case .high: "HIGH    "
    case .critical: "CRITICAL"
    }
  }

  /// OCSF's number and caption.
  var ocsf: StaticString {
    switch self {
    case .informational: #""severity_id":1,"severity":"Informational""#
    case .low: #""severity_id":2,"severity":"Low""#
    case .medium: #""severity_id":3,"severity":"Medium""#
    case .high: #""severity_id":4,"severity":"High""#
    case .critical: #""severity_id":5,"severity":"Critical""#
    }
  }

  /// On the scale of Elastic's detection rules.
  var ecs: Int {
    switch self {
    case .informational: 0
    case .low: 21
    case .medium: 47
    case .high: 73
    case .critical: 99
    }
  }

  /// `log.level`, in syslog's words.
  var level: StaticString {
    switch self {
    case .informational: "info"
    case .low: "notice"
    case .medium: "warning"
    case .high: "error"
    case .critical: "critical"
    }
  }
}
