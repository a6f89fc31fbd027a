// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
internal import Monitoring

/// Why it is unexpected, and what was at stake.
extension AlertStory {
  var why: [String] {
    reasons + [weighed, meaning, expected, apex, evidence, doubt, cut].compactMap { $0 }
  }

  private var reasons: [String] {
    let all = facts.reasons ?? []
    let later = latest?.facts.reasons?.filter { !all.contains($0) } ?? []
    return (all + later.map { "\($0) (known later)" }).prefix(Self.mostListed).map { "- \($0)" }
  }

  /// What made it as bad as it is, where nothing describes the server.
  private var weighed: String? {
    let indicators = (facts.indicators ?? []).compactMap { Indicator(rawValue: $0) }
    if indicators.isEmpty { return nil }
    let words = indicators.map { "\($0.words) (\($0.weight))" }.joined(separator: ", ")
    return "weighed: \(words); 2 is medium, 3 and more high"
  }

  private var meaning: String? {
    rule.map { "the rule \(alert.rule) fires for: \($0.meaning)" }
  }

  private var expected: String? {
    if isAboutFile || rule == .unlistedServer { return nil }
    let source = facts.expectedSource.map { " (\($0))" } ?? ""
    let list = facts.expected ?? []
    if !list.isEmpty { return "expected of it: \(Self.list(list))\(source)" }
    return source.isEmpty ? "nothing describes what it may use" : "expected of it: nothing\(source)"
  }

  /// A wildcard does not cover the name that it stands before.
  private var apex: String? {
    guard !alert.hostname.isEmpty,
      (facts.expected ?? []).contains(where: { $0.hasPrefix("*.\(alert.hostname)") })
    else { return nil }
    return "`*.\(alert.hostname)` is every name below it, and not \(alert.hostname) itself"
  }

  /// What shows the host's name.
  private var evidence: String? {
    if alert.hostname.isEmpty {
      return alert.address.isEmpty ? nil : "no name is known for the address"
    }
    let resolver = facts.resolver.map { " \($0)" } ?? ""
    let age = facts.nameAge.map { ", \(TextSentence.duration($0 &* 1_000_000)) before" } ?? ""
    return switch facts.nameEvidence.flatMap({ NameEvidence(rawValue: $0) }) {
    case .some(.dns): "the name: the resolver\(resolver) gave it to the server\(age)"
    case .some(.machine):
      "the name: a resolver daemon of the machine was given it\(age), for whom is not seen"
    case .some(.proxy): "the name: a proxy was told it"
    case .some(.sni), .some(.quic), .some(.http):
      "the name: only the process itself says it, on the connection"
    case .some(.none), nil: nil
    }
  }

  private var doubt: String? {
    guard let confidence = facts.confidence, confidence != "high" else { return nil }
    let others = (facts.candidates ?? []).filter { $0 != alert.server }
    let list = others.isEmpty ? "" : "; it may as well be \(Self.list(others))"
    return "that it was this server is of \(confidence) confidence\(list)"
  }

  private var cut: String? {
    guard let cut = facts.truncated, !cut.isEmpty else { return nil }
    return "the line had no room for all of: \(Self.list(cut))"
  }

  // MARK: - What was at stake

  var stake: [String] {
    let names = facts.credentials ?? []
    let credentials = CredentialService.grouped(names).prefix(Self.mostListed).map { group in
      "- \(group.service): \(Self.list(group.names))"
    }
    let surplus = facts.surplus ?? []
    let needless = surplus.isEmpty ? [] : ["it has no business with: \(Self.list(surplus))"]
    if isAboutFile { return ["what the servers of that list may do"] }
    if credentials.isEmpty {
      return [
        "no variable of its environment is named like a credential; what its user may read is not looked at"
      ]
    }
    return ["credentials in its environment, by their names (Egret takes no value):"] + credentials
      + needless + ["and whatever files its user may read"]
  }
}
