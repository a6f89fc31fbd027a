// SPDX-License-Identifier: Apache-2.0

internal import Monitoring

/// What happened, and what came of it later.
extension AlertStory {
  var happened: [String] {
    [deed, moment, actor, starter, peer].compactMap { $0 } + later
  }

  private var deed: String {
    let package =
      alert.package.isEmpty || alert.package == alert.server ? "" : " (\(alert.package))"
    let client = facts.client.map { ", which \($0) lists," } ?? ""
    let name = alert.server.isEmpty ? "an MCP server" : "the MCP server \"\(alert.server)\""
    guard let rule else { return "\(name)\(package)\(client): \(alert.message)" }
    let place = place
    let verb = TextSentence.verb(of: rule, isTried: isTried)
    let deputy = facts.deputy.flatMap { LocalTarget.Deputy(rawValue: $0) }
    let after = TextSentence.why(of: rule, deputy)
    let end = place.isEmpty && after.hasPrefix(",") ? "" : after
    return "\(name)\(package)\(client) \(verb)\(place.isEmpty ? "" : " ")\(place)\(end)"
  }

  /// Nothing shows that what was asked for was reached.
  private var isTried: Bool {
    if rule == .localHandoff { return facts.isConnected != true }
    let result = latest?.facts.result ?? facts.result
    return ["refused", "timed_out", "unreachable", "abandoned"].contains(result)
  }

  /// Where to, in a person's words; empty where the fact has no place.
  var place: String {
    for summary in [facts.scan, facts.contacts] {
      guard let summary, let first = summary.first, !first.isEmpty else { continue }
      let hosts = summary.hosts.map { "\($0) hosts: " } ?? ""
      return hosts + Self.list(first)
    }
    if isAboutFile { return "" }
    if let path = facts.unixPath { return path }
    let transport = alert.transport.isEmpty ? "" : "/\(alert.transport)"
    let port = alert.port.map { ":\($0)" } ?? ""
    if alert.address.isEmpty { return alert.hostname.isEmpty ? "" : alert.hostname + port }
    let address = alert.address.contains(":") ? "[\(alert.address)]" : alert.address
    let endpoint = address + port + transport
    return alert.hostname.isEmpty ? endpoint : "\(alert.hostname) (\(endpoint))"
  }

  private var moment: String? {
    let since = facts.sinceExec.map {
      "\(TextSentence.duration($0 &* 1_000_000)) after its program began"
    }
    let parts = [stage, since].compactMap { $0 }
    return parts.isEmpty ? nil : "when: \(parts.joined(separator: ", "))"
  }

  private var stage: String? {
    if isAboutFile { return nil }
    switch (facts.phase, facts.isBeforeInitialize) {
    case ("install", _): return "while it was installed"
    case (_, true?): return "before its first message (nobody had asked it for anything yet)"
    case (_, false?): return "after its first message"
    case ("start", nil): return "as it started"
    case ("run", nil): return "while it ran"
    default: return nil
    }
  }

  private var actor: String? {
    guard alert.process.isKnown else { return nil }
    let user = alert.process.user.isEmpty ? "" : ", as user \(alert.process.user)"
    let path = alert.process.path.isEmpty ? "" : " \(alert.process.path)"
    let command = alert.process.command.isEmpty ? "" : ": \(alert.process.command)"
    let role = isAboutFile ? "written by" : "by"
    return "\(role) \(alert.process.text)\(path)\(user)\(command)"
  }

  private var starter: String? {
    guard !alert.parents.isEmpty else { return nil }
    return
      "started by \(alert.parents.prefix(Self.mostListed).map(\.text).joined(separator: " < "))"
  }

  private var peer: String? {
    guard let peer = facts.peer, let pid = peer.pid else { return nil }
    let user = peer.user.map { ", user \($0)" } ?? ""
    return "the other end is held by \(peer.path ?? "a process") (pid \(pid)\(user))"
  }

  /// What updates said, the last of them last.
  private var later: [String] {
    let last = latest ?? alert
    var lines: [String] = []
    if last.count > 1 { lines.append("seen \(last.count) times until \(last.time)") }
    if let result = last.facts.result {
      lines.append("the connection: \(Self.word(result)); \(bytes(last))")
    }
    return lines
  }

  private func bytes(_ last: ReportedAlert) -> String {
    guard let sent = last.facts.bytesOut else { return "how much was sent is not known" }
    return "\(sent) bytes were sent, \(last.facts.bytesIn ?? 0) received"
  }

  private static func word(_ result: String) -> String {
    switch result {
    case "established": "came about"
    case "timed_out": "got no answer"
    case "unreachable": "found no way there"
    case "abandoned": "was given up before there was an answer"
    case "refused": "was refused"
    default: "how it went is not known"
    }
  }
}
