// SPDX-License-Identifier: Apache-2.0

import Events
import Monitoring

/// Who did what, where and why, each once: `"github" reached evil.example (203.0.113.7:443/tcp), which it is
/// not expected to use`.
struct TextSentence {
  let finding: Finding

  /// Without the why.
  var deed: String {
    let place = place
    return place.isEmpty ? verb : "\(verb) \(place)"
  }

  var why: String {
    place.isEmpty && after.hasPrefix(",") ? "" : after
  }

  /// What was only asked for was not reached.
  private var verb: String {
    let target = finding.target
    let isAsked = finding.rule == .knownCollector && target.endpoint == nil && finding.proxy == nil
    if isAsked { return "asked for" }
    return Self.verb(of: finding.rule, isTried: finding.isTried)
  }

  static func verb(of rule: Rule, isTried: Bool) -> String {
    let before = rule.deed.before
    return isTried ? tried[before] ?? before : before
  }

  /// What led nowhere, or nobody saw to.
  private static let tried = [
    "reached": "tried to reach", "connected to": "tried to connect to",
    "used the resolver": "tried to use the resolver",
  ]

  private var after: String {
    Self.why(of: finding.rule, finding.target.local?.deputy)
  }

  static func why(of rule: Rule, _ deputy: LocalTarget.Deputy?) -> String {
    switch rule == .localHandoff ? deputy : nil {
    case .process: ", a local process that is not its own"
    case .agent: ", an agent that uses credentials for it"
    case .broker, nil: rule.deed.after
    }
  }

  /// `HOST (ADDRESS:PORT/tcp) by the proxy PROXY, saying NAME`, as much of it as there is.
  var place: String {
    if let scan = finding.scan { return scan.text }
    if let contacts = finding.contacts, contacts.hosts > 1 { return contacts.text }
    let proxy = finding.proxy.map { " by the proxy \($0)" } ?? ""
    let said = finding.target.said.map { ", saying \($0.name)" } ?? ""
    return endpoint + proxy + said
  }

  private var endpoint: String {
    let target = finding.target
    let transport = target.transport.name
    guard let endpoint = target.endpoint else {
      let port = target.namedPort.map { ":\($0)/\(transport)" } ?? ""
      return (target.hostname ?? target.unixPath ?? "") + port
    }
    guard let hostname = target.hostname else { return "\(endpoint)/\(transport)" }
    return "\(hostname) (\(endpoint)/\(transport))"
  }

  /// Nanoseconds as a person says them.
  static func duration(_ nanoseconds: UInt64) -> String {
    let milliseconds = nanoseconds / 1_000_000
    return milliseconds < 10_000 ? "\(milliseconds) ms" : "\(milliseconds / 1000) s"
  }
}
