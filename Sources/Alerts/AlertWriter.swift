// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
package import Monitoring

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
  private var commands = ShownCommands()
  /// Lines carry their subject.
  private let namesSubjects: Bool

  package init(format: AlertFormat, host: Host, namesSubjects: Bool = false) {
    self.format = format
    self.namesSubjects = namesSubjects
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
    write(alert, nil, head)
    return AlertLine(
      sequence: sequence, severity: alert.isUpdate ? .informational : finding.severity,
      code: "egret." + finding.rule.rawValue,
      milliseconds: head.time.milliseconds, bytes: json.written, subject: subject(of: alert, head))
  }

  package mutating func line(_ activity: NetworkActivity, sequence: UInt64) -> AlertLine {
    let head = LineHead(
      sequence: sequence, at: activity.facts.time, host: host, numbering: numbering)
    var alert = Alert(activity.facts)
    alert.first = activity.began
    write(alert, activity, head)
    return AlertLine(
      sequence: sequence, severity: .informational, code: NetworkActivity.code.description,
      milliseconds: head.time.milliseconds, bytes: json.written, subject: subject(of: alert, head))
  }

  /// The buffer holds the line no more.
  private mutating func subject(of alert: Alert, _ head: LineHead) -> LineSubject? {
    guard namesSubjects else { return nil }
    let finding = alert.finding
    var body = AlertBody(
      alert, activity: nil, head: head,
      findingID: numbering.finding(alert.fingerprint, at: origin.wallTime(alert.first)),
      command: nil, parentCommand: nil, limits: Limits())
    json.clear()
    body.message(to: &json)
    return LineSubject(
      message: json.written, server: finding.server.name, client: finding.server.client,
      rule: finding.rule.rawValue)
  }

  private mutating func subject(of notice: Notice) -> LineSubject? {
    guard namesSubjects else { return nil }
    json.clear()
    _ = json.escaped(notice.message, limit: StatusFacts.longest, quotes: false)
    return LineSubject(message: json.written)
  }

  private mutating func write(_ alert: Alert, _ activity: NetworkActivity?, _ head: LineHead) {
    let finding = alert.finding
    let id = numbering.finding(alert.fingerprint, at: origin.wallTime(alert.first))
    let command = commands.shown(finding.process)
    let parent = format.showsParentCommand ? finding.parent.map { commands.shown($0) } : nil
    for limits in Limits.steps {
      let body = AlertBody(
        alert, activity: activity, head: head, findingID: id, command: command,
        parentCommand: parent, limits: limits)
      json.clear()
      if let activity { write(activity, body) } else { write(body) }
      json.byte(UInt8(ascii: "\n"))
      if !json.isOverfull { break }
    }
  }

  private mutating func write(_ body: AlertBody) {
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
  }

  private mutating func write(_ activity: NetworkActivity, _ body: AlertBody) {
    switch format {
    case .ocsf:
      var document = OCSFActivity(
        parts: OCSFAlert(body: body, shared: ocsf), activity: activity)
      document.write(to: &json)
    case .ecs:
      var document = ECSActivity(parts: ECSAlert(body: body, shared: ecs), activity: activity)
      document.write(to: &json)
    case .text:
      var document = TextActivity(body: body, activity: activity)
      document.write(to: &json)
    }
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
      milliseconds: head.time.milliseconds, bytes: json.written, subject: subject(of: notice))
  }
}
