// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Policies

/// A judgement in words.
struct Explanation {
  let target: Target
  /// Names that stand for the address.
  let names: [String]
  let expectations: Expectations
  /// The proxies that count, as far as they are known.
  var proxies = Expectations.none
  /// What the catalogue lists and nobody has checked.
  var unverified: [String] = []
  /// The policy's entry that was probably meant for this server, where none fits.
  var nearMiss: PolicyServer?

  var isExpected: Bool { isProxy || judgement.isExpected }

  var judgement: Judgement { judgement(by: expectations) }

  private var isProxy: Bool { judgement(by: proxies).isExpected }

  private func judgement(by expectations: Expectations) -> Judgement {
    switch target.place {
    case .name(let name):
      return expectations.judge(name: name, port: target.port, transport: target.transport)
    case .address(let address):
      return expectations.judge(
        Question(
          endpoint: Endpoint(address: address, port: target.port), transport: target.transport,
          names: names, isNameEvidenceComplete: false))
    case .socket(let name): return expectations.judge(socket: name)
    }
  }

  /// The answer, its reason, and what is expected.
  var lines: [String] {
    let verdict = isExpected ? "expected" : "not expected"
    let text = ShownText.escaped(Redactor.redacted(target.text), limit: 4096)
    return ["\(text): \(verdict): \(reason)"] + context + proxyLines + notes
  }

  private var reason: String {
    if case .expected(let by, let source) = judgement(by: proxies), !judgement.isExpected {
      return "`\(by)` is a proxy (\(source)); what it is told is judged in its place"
    }
    return verdictReason
  }

  private var verdictReason: String {
    if case .socket = target.place, !judgement.isExpected {
      return "no entry allows it (rule local-handoff, where a broker listens)"
    }
    return switch judgement {
    case .expected(let by, let source): "`\(by)` allows it (\(source))"
    case .unexpected: "no entry allows it (rule unexpected-destination)"
    case .addressWithoutName:
      "no entry allows the address itself; it is expected only under a name that a trusted "
        + "resolver gave for it (rule address-without-name)"
    case .metadata:
      "a cloud metadata service; only its own address, written out, allows it (rule "
        + "metadata-access)"
    case .local:
      "on this machine or link; only its address or `localhost` allows it (rule local-destination)"
    case .noExpectations: "nothing describes this server (rule no-expectations)"
    }
  }

  private var notes: [String] { [unverifiedNote, apexNote, nearMissNote].compactMap { $0 } }

  private var unverifiedNote: String? {
    if unverified.isEmpty { return nil }
    return
      "not verified: \(unverified.joined(separator: ", ")) (catalogue); they allow nothing until the policy "
      + "lists them"
  }

  /// A wildcard does not cover the name that it stands before.
  private var apexNote: String? {
    guard case .name(let name) = target.place, !isExpected,
      expectations.judge(name: "www." + name, port: target.port, transport: target.transport)
        .isExpected
    else { return nil }
    return "hint: `*.\(name)` is every name below it, and not \(name) itself; list that beside it"
  }

  private var nearMissNote: String? {
    nearMiss.map {
      "hint: no entry of the policy fits this server; \(ShownText.quoted($0.name)) (\($0.place.short)) is "
        + "spelt nearly so"
    }
  }

  private var proxyLines: [String] {
    let named = proxies.sourced.map { "\($0.endpoint) (\($0.source))" }
    return named.isEmpty ? [] : ["proxies: \(named.joined(separator: ", "))"]
  }

  private var context: [String] {
    switch expectations.kind {
    case .undescribed: []
    case .nothing: ["expected: nothing (\(expectations.source))"]
    case .listed:
      ["expected: \(expectations.list.joined(separator: ", ")) (\(expectations.source))"]
    }
  }
}
