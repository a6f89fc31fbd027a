// SPDX-License-Identifier: Apache-2.0

import Events
package import Monitoring

/// What makes two findings the same fact: the same on every machine and in every run.
///
/// Rule, server, executable, where to (host name, else address, else Unix path; the reasons where
/// there is no target at all), port and protocol; what was said, where that is the fact; the proxy that was
/// told to go there; of a scan, and of a day's contacts, only the server and when it began; how bad a contact
/// looks that nothing describes; and whether a person started the server.
package struct Fingerprint: Hashable, Sendable {
  package let high: UInt64
  package let low: UInt64

  package init(_ finding: Finding) {
    var digest = Digest()
    digest.add(finding.rule.rawValue)
    digest.add(finding.server.name)
    if let began = finding.scan?.began ?? finding.contacts?.began {
      for part in [finding.server.package, finding.server.client, finding.server.config] {
        digest.add(part)
      }
      digest.add(finding.server.isManual ? "manual" : "")
      digest.add(began.nanoseconds)
      (high, low) = digest.value()
      return
    }
    digest.add(finding.process.path)
    Self.add(finding, to: &digest)
    if finding.rule == .nameMismatch, let said = finding.target.said { digest.add(said.name) }
    if finding.severity > finding.rule.severity { digest.add("\(finding.severity)") }
    if finding.server.isManual { digest.add("manual") }
    // A client has another port for each of its connections.
    let port = finding.rule == .inboundClient ? nil : finding.target.endpoint?.port
    digest.add(UInt64(port ?? finding.target.namedPort ?? 0))
    digest.add(UInt64(finding.target.transport.wireNumber))
    if let proxy = finding.proxy { digest.add(proxy.hostname ?? "\(proxy.endpoint)") }
    (high, low) = digest.value()
  }

  /// Of what is one story with others: server and domain; nil for a fact by itself.
  init?(incidentOf finding: Finding) {
    guard let domain = finding.incident else { return nil }
    var digest = Digest()
    digest.add("incident")
    digest.add(finding.server.name)
    digest.add(domain)
    (high, low) = digest.value()
  }

  private static func add(_ finding: Finding, to digest: inout Digest) {
    let target = finding.target
    if let place = target.hostname ?? target.endpoint?.address.description ?? target.unixPath {
      digest.add(place)
    } else {
      for reason in finding.reasons.prefix(64) { digest.add(reason) }
    }
  }

  func write(to json: inout JSONWriter) {
    json.hexadecimal(high)
    json.hexadecimal(low)
  }
}
