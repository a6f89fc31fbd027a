// SPDX-License-Identifier: Apache-2.0

import Monitoring

/// Writes lines, one mutating call each, into one buffer that it keeps.
package struct AlertWriter {
  package let format: AlertFormat
  /// May be set anew when the clock was: its other facts are taken at the beginning.
  package var host: Host
  private let origin: Host
  private let numbering: EventNumbering
  private let ocsf: OCSFHost
  private let ecs: ECSHost
  private var json = JSONWriter(capacity: Limits.line)

  package init(format: AlertFormat, host: Host) {
    self.format = format
    self.host = host
    origin = host
    numbering = EventNumbering(host: host)
    ocsf = OCSFHost(host)
    ecs = ECSHost(host)
  }

  package mutating func line(_ alert: Alert, sequence: UInt64) -> AlertLine {
    let finding = alert.finding
    let head = LineHead(
      sequence: sequence, at: finding.time, host: host, numbering: numbering)
    let id = numbering.finding(alert.fingerprint, at: origin.wallTime(alert.first))
    let command = format.showsCommands ? ShownCommand(finding.process) : nil
    let parent = format.showsCommands ? finding.parent.map(ShownCommand.init) : nil
    for limits in Limits.steps {
      let body = AlertBody(
        alert, head: head, findingID: id, command: command, parentCommand: parent, limits: limits)
      if write(body) { break }
    }
    return AlertLine(
      sequence: sequence, severity: finding.rule.severity, code: "egret." + finding.rule.rawValue,
      milliseconds: head.time.milliseconds, bytes: json.written)
  }

  /// Returns whether the line fits.
  private mutating func write(_ body: AlertBody) -> Bool {
    json.clear()
    switch format {
    case .ocsf:
      var document = OCSFAlert(body: body, shared: ocsf)
      document.write(to: &json)
    case .ecs:
      var document = ECSAlert(body: body, shared: ecs)
      document.write(to: &json)
    case .text:
      var document = TextAlert(body: body)
      document.write(to: &json)
    }
    json.byte(UInt8(ascii: "\n"))
    return !json.isOverfull
  }

  package mutating func line(_ notice: Notice, _ status: Status, sequence: UInt64) -> AlertLine {
    let head = LineHead(
      sequence: sequence, at: status.time, host: host, numbering: numbering)
    json.clear()
    switch format {
    case .ocsf:
      OCSFNotice(notice: notice, status: status, head: head, shared: ocsf).write(to: &json)
    case .ecs: ECSNotice(notice: notice, status: status, head: head, shared: ecs).write(to: &json)
    case .text: TextNotice(notice: notice, status: status, head: head).write(to: &json)
    }
    json.byte(UInt8(ascii: "\n"))
    return AlertLine(
      sequence: sequence, severity: notice.severity, code: notice.code.description,
      milliseconds: head.time.milliseconds, bytes: json.written)
  }
}
