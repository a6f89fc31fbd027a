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
    place.isEmpty && finding.rule.deed.after.hasPrefix(",") ? "" : finding.rule.deed.after
  }

  /// What was only asked for was not reached.
  private var verb: String {
    let target = finding.target
    let isAsked = finding.rule == .knownCollector && target.endpoint == nil && finding.proxy == nil
    return isAsked ? "asked for" : finding.rule.deed.before
  }

  /// `HOST (ADDRESS:PORT/tcp) by the proxy PROXY, saying NAME`, as much of it as there is.
  var place: String {
    if let scan = finding.scan { return scan.text }
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
