// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Monitoring

/// Everything that is ours and in no schema: `evidences[0].data.egret` in OCSF, `mcp.*` in ECS.
extension AlertBody {
  var container: String? { finding.container.flatMap { $0.isEmpty ? nil : $0 } }
  /// A name that somebody else than the process gave.
  var knownName: String? { target.hostname.flatMap { $0.isEmpty ? nil : $0 } }
  /// The name with evidence of any kind, which `name_evidence` says.
  var hostname: String? { knownName ?? target.said?.name }

  /// Every name to search for: the one it is known by, and what the process calls it.
  var hosts: [String] {
    let said = target.said.map(\.name).flatMap { $0 == hostname ? nil : $0 }
    return [hostname, said, finding.proxy?.hostname].compactMap { $0 }
  }

  /// The name was asked for, rather than reached or said.
  var isAboutQuery: Bool {
    if finding.rule == .nameMismatch { return false }
    return finding.rules.contains(.unexpectedName) || finding.rules.contains(.dnsTunnel)
  }

  /// `"egret.<rule>"`
  func code(to json: inout JSONWriter) {
    json.beginString()
    json.raw("egret.")
    _ = json.escaped(finding.rule.rawValue, limit: 64)
    json.endString()
  }

  var confidence: StaticString? {
    switch finding.server.confidence {
    case "low": #""confidence_id":1"#
    case "medium": #""confidence_id":2"#
    case "high": #""confidence_id":3"#
    default: nil
    }
  }

  /// The members, without the braces.
  mutating func facts(to json: inout JSONWriter) {
    if alert.isUpdate { name("update", alert.activity.rawValue, to: &json) }
    serverFacts(to: &json)
    name("phase", finding.phase.rawValue, to: &json)
    if let isBefore = finding.isBeforeInitialize {
      json.fragment(isBefore ? #""before_initialize":true"# : #""before_initialize":false"#)
    }
    name("via", finding.via.rawValue, to: &json)
    name("hook", finding.hook.rawValue, to: &json)
    json.key("rules")
    json.beginArray()
    for rule in finding.rules.prefix(Rule.allCases.count) {
      _ = json.string(rule.rawValue, limit: 64)
    }
    json.endArray()
    list("reasons", finding.reasons, cut: .reasons, to: &json)
    if !finding.indicators.isEmpty {
      list("indicators", finding.indicators.map(\.rawValue), cut: .reasons, to: &json)
    }
    name("library", finding.library, to: &json)
    list("expected", finding.expected, cut: .expected, to: &json)
    name("expected_source", finding.expectedSource, to: &json)
    name("allowed_by", finding.allowance?.text, to: &json)
    name("allowed_source", finding.allowance?.source, to: &json)
    name("suppressed", finding.suppression, to: &json)
    packageFacts(to: &json)
    nameFacts(to: &json)
    proxyFacts(to: &json)
    if let scan = finding.scan { write(scan, to: &json) }
    if let contacts = finding.contacts { write(contacts, to: &json) }
    name("incident", finding.incident, to: &json)
    list("credentials", finding.credentials, cut: .credentials, to: &json)
    stakes(to: &json)
    numbers(to: &json)
    hashFacts(to: &json)
    name("container", container, to: &json)
    path("unix_path", target.unixPath, to: &json)
    localFacts(to: &json)
    cuts.write(to: &json)
  }

  private mutating func serverFacts(to json: inout JSONWriter) {
    let server = finding.server
    name("server", server.name, to: &json)
    name("package", server.package, to: &json)
    if let isPinned = server.isPinned {
      json.fragment(isPinned ? #""pinned":true"# : #""pinned":false"#)
    }
    name("client", server.client, to: &json)
    path("config", server.config, to: &json)
    name("confidence", server.confidence, to: &json)
    name("transport", server.transport, to: &json)
    if server.isManual { json.fragment(#""manual":true"#) }
    // Where the name is certain it is the only one.
    if server.candidates != [server.name] {
      list("candidates", server.candidates, cut: .candidates, to: &json)
    }
  }

  /// The credentials by the service that each opens, and those that the server has no business with.
  private mutating func stakes(to json: inout JSONWriter) {
    if alert.isUpdate { return }
    // One says by its name what it opens; a line that is short of room has the names only.
    if finding.credentials.count > 1, limits.entries > 4 {
      list("at_stake", stakes, cut: .credentials, to: &json)
    }
    if !finding.surplus.isEmpty {
      list("surplus", finding.surplus, cut: .credentials, to: &json)
    }
  }

  /// `aws: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY`
  var stakes: [String] {
    CredentialService.grouped(finding.credentials).map { group in
      "\(group.service): \(group.names.joined(separator: ", "))"
    }
  }

  private mutating func packageFacts(to json: inout JSONWriter) {
    guard let package = finding.package else { return }
    name("package_version", package.version, to: &json)
    name("package_changed", package.changed, to: &json)
    name("documented", package.documented, to: &json)
  }

  private mutating func nameFacts(to json: inout JSONWriter) {
    name("name_evidence", target.evidence.rawValue, to: &json)
    name("said_name", target.said?.name, to: &json)
    name("said_by", target.said?.evidence.rawValue, to: &json)
    if target.names.count > 1 { list("names", target.names, cut: .names, to: &json) }
    if let age = target.nameAge { json.member("name_age_ms", age / 1_000_000) }
    name("resolver", target.resolver?.description, to: &json)
  }

  /// The proxy that was told, and who says that it is one.
  private mutating func proxyFacts(to json: inout JSONWriter) {
    guard let proxy = finding.proxy else { return }
    json.key("proxy")
    json.beginObject()
    name("ip", proxy.endpoint.address.description, to: &json)
    json.member("port", proxy.endpoint.port)
    name("hostname", proxy.hostname, to: &json)
    name("way", proxy.way.rawValue, to: &json)
    name("source", proxy.source, to: &json)
    json.endObject()
  }

  /// The other end within the machine, as far as it is known.
  private mutating func localFacts(to json: inout JSONWriter) {
    guard let local = target.local else { return }
    if target.unixPath != nil { name("deputy", local.deputy.rawValue, to: &json) }
    if let isReached = local.isReached {
      json.fragment(isReached ? #""connected":true"# : #""connected":false"#)
    }
    guard let holder = local.holder else { return }
    json.key("peer")
    json.beginObject()
    json.member("pid", holder.process.pid)
    path("path", holder.executable, to: &json)
    json.member("uid", holder.user)
    name("user", holder.userName, to: &json)
    json.endObject()
  }

  private mutating func write(_ scan: ScanSummary, to json: inout JSONWriter) {
    json.key("scan")
    json.beginObject()
    json.member("endpoints", scan.endpoints)
    json.member("hosts", scan.hosts)
    if scan.isAtLeast { json.fragment(#""at_least":true"#) }
    json.member("lowest_port", scan.lowestPort)
    json.member("highest_port", scan.highestPort)
    json.member("per_second", scan.rate)
    list("first", scan.first, cut: .names, to: &json)
    json.endObject()
  }

  private mutating func write(_ contacts: ContactSummary, to json: inout JSONWriter) {
    json.key("contacts")
    json.beginObject()
    json.member("hosts", contacts.hosts)
    if contacts.isAtLeast { json.fragment(#""at_least":true"#) }
    list("first", contacts.first, cut: .names, to: &json)
    json.endObject()
  }

  /// Why a hash is not there.
  private mutating func hashFacts(to json: inout JSONWriter) {
    guard let facts else { return }
    name("hash_unavailable", facts.executable.why, to: &json)
    if !facts.script.isEmpty {
      name("script_hash_unavailable", facts.scriptDigest.why, to: &json)
    }
  }

  private mutating func numbers(to json: inout JSONWriter) {
    if let since = finding.sinceExec { json.member("since_exec_ms", since / 1_000_000) }
    name("result", finding.result?.rawValue, to: &json)
    if let duration = finding.duration { json.member("duration_ms", duration / 1_000_000) }
    if let sent = finding.bytesOut { json.member("bytes_out", sent) }
    if let received = finding.bytesIn { json.member("bytes_in", received) }
    if finding.netNamespace != 0 { json.member("net_namespace", finding.netNamespace) }
  }
}

extension FileDigest {
  /// Why there is no hash; nil where there is one.
  fileprivate var why: String? {
    if !sha256.isEmpty { return nil }
    return unavailable.isEmpty ? "not read yet" : unavailable
  }
}
