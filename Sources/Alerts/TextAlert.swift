// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Monitoring

/// An alert for a person on call: who, where, how bad and why on one line, and below it, indented, what
/// helps to decide.
struct TextAlert {
  var body: AlertBody

  /// Of each list: a person reads no more of them.
  private static let most = 8

  mutating func write(to json: inout JSONWriter) {
    if body.alert.isUpdate {
      var update = TextUpdate(body: body)
      return update.write(to: &json)
    }
    writeHead(to: &json)
    for detail in details { write(detail, to: &json) }
    writeNext(to: &json)
    writeCuts(to: &json)
  }

  private var finding: Finding { body.finding }

  private mutating func writeHead(to json: inout JSONWriter) {
    let sentence = TextSentence(finding: finding)
    body.head.time.write(to: &json, fraction: 3)
    json.byte(UInt8(ascii: " "))
    json.raw(finding.severity.shout)
    json.raw(" \"")
    part(finding.server.name, limit: body.limits.name, to: &json)
    json.raw("\" ")
    part(sentence.deed, limit: body.limits.message, to: &json)
    part(sentence.why, limit: body.limits.name, to: &json)
    json.raw(" [")
    part(finding.rule.rawValue, limit: body.limits.name, to: &json)
    json.raw("]")
  }

  /// A label and its texts, each on a line of its own.
  private struct Detail {
    let label: StaticString
    let texts: [String]
    let cut: Cuts

    init(_ label: StaticString, _ texts: [String], cut: Cuts = .text) {
      self.label = label
      self.texts = texts
      self.cut = cut
    }

    init(_ label: StaticString, _ text: String?, cut: Cuts = .text) {
      self.init(label, [text].compactMap { $0 }, cut: cut)
    }
  }

  private var details: [Detail] {
    [
      Detail("because     ", reasons, cut: .reasons),
      Detail("expected    ", expected, cut: .expected),
      Detail("documented  ", finding.package?.documented),
      Detail("changed     ", finding.package?.changed),
      Detail("doubt       ", doubt, cut: .candidates),
      Detail("started by  ", starter, cut: .ancestry),
      Detail("process     ", process, cut: .commandLine),
      Detail("when        ", moment),
      Detail("credentials ", credentials, cut: .credentials),
      Detail("user        ", finding.process.id.pid == 0 ? nil : "\(finding.process.user)"),
      Detail("container   ", body.container),
      Detail("configured  ", configuration),
    ]
  }

  private mutating func write(_ detail: Detail, to json: inout JSONWriter) {
    for (index, text) in detail.texts.prefix(Self.most).enumerated() {
      begin(index == 0 ? detail.label : "            ", to: &json)
      let isWhole = json.escaped(text, limit: limit(of: detail.cut), quotes: false)
      if !isWhole { body.note(detail.cut) }
    }
    if detail.texts.count > Self.most { body.note(detail.cut) }
  }

  private func limit(of cut: Cuts) -> Int {
    if cut == .commandLine { return body.limits.name + body.limits.command }
    return cut == .text ? body.limits.path : body.limits.entry * 2
  }

  private func begin(_ label: StaticString, to json: inout JSONWriter) {
    json.raw("\n    ")
    json.raw(label)
    json.byte(UInt8(ascii: " "))
  }

  private mutating func writeNext(to json: inout JSONWriter) {
    begin("next        ", to: &json)
    if let explanation = PolicyLine(finding)?.explanation,
      explanation.utf8.count <= body.limits.name
    {
      part(explanation, limit: body.limits.name, to: &json)
      json.raw("; ")
    }
    part(finding.rule.remediation, limit: body.limits.message, to: &json)
  }

  private func writeCuts(to json: inout JSONWriter) {
    if body.cuts.isEmpty { return }
    begin("cut short   ", to: &json)
    for (index, name) in body.cuts.names.enumerated() {
      if index > 0 { json.raw(", ") }
      json.raw(name)
    }
  }

  private mutating func part(_ text: String, limit: Int, to json: inout JSONWriter) {
    if !json.escaped(text, limit: limit, quotes: true) { body.note(.text) }
  }
}

// MARK: - What the details say

extension TextAlert {
  /// Those that the first line has not said.
  private var reasons: [String] {
    finding.reasons.filter { reason in
      !Rule.restatements.contains { reason.hasSuffix($0) }
    }
  }

  private var expected: [String] {
    let source = finding.expectedSource.isEmpty ? "" : " (\(finding.expectedSource))"
    let list = finding.expected.prefix(Self.most)
    if list.isEmpty { return source.isEmpty ? [] : ["nothing\(source)"] }
    let more = finding.expected.count - list.count
    return [list.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "") + source]
  }

  /// Where it may be another server, or is not certain.
  private var doubt: String? {
    let server = finding.server
    guard server.confidence != "high", !server.confidence.isEmpty else { return nil }
    let others = server.candidates.filter { $0 != server.name }.prefix(Self.most)
    let list = others.isEmpty ? "" : "; it may as well be \(others.joined(separator: ", "))"
    return "that it is this server is of \(server.confidence) confidence\(list)"
  }

  private var starter: String? {
    let client = finding.server.client
    var seen: Set<UInt32> = []
    let above = ([finding.parent].compactMap { $0 } + finding.ancestry).prefix(Self.most)
      .filter { seen.insert($0.id.pid).inserted }
      .map { "\($0.name) (pid \($0.id.pid))" }
    let parts = (client.isEmpty ? [] : [client]) + above
    return parts.isEmpty ? nil : parts.joined(separator: " < ")
  }

  private var process: String? {
    guard finding.process.id.pid != 0 else { return nil }
    let line = body.command?.line ?? ""
    let name = "\(finding.process.name) (pid \(finding.process.id.pid))"
    return line.isEmpty ? name : "\(name): \(line)"
  }

  private var moment: String? {
    let target = finding.target
    guard target.endpoint != nil || target.hostname != nil || target.unixPath != nil else {
      return nil
    }
    let since =
      finding.sinceExec.map { ", \(TextSentence.duration($0)) after its program began" } ?? ""
    return stage + since
  }

  private var stage: String {
    switch (finding.phase, finding.isBeforeInitialize) {
    case (.install, _): "while it was installed"
    case (_, true?): "before its first message"
    case (_, false?): "after its first message"
    case (.start, nil): "as it started; whether its first message had come is not known"
    case (.run, nil): "while it ran"
    }
  }

  private var credentials: [String] {
    let groups = body.stakes
    if groups.isEmpty { return [] }
    let more = groups.count - Self.most + 2
    let shown = groups.prefix(Self.most - 2).joined(separator: "; ")
    let all = "\(shown)\(more > 0 ? " and \(more) services more" : ""), by name"
    if finding.surplus.isEmpty { return [all] }
    return [
      all, "it has no business with \(finding.surplus.prefix(Self.most).joined(separator: ", "))",
    ]
  }

  private var configuration: String? {
    let server = finding.server
    if server.config.isEmpty { return nil }
    return server.config + (server.line.map { ":\($0)" } ?? "")
  }
}
