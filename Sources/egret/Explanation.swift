// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import Monitoring
import Policies

/// A judgement in words: that of `run`, put to the same judge.
struct Explanation {
  let target: Target
  /// Names that stand for the address.
  let names: [String]
  /// The server, with what is expected of it and the proxies that count, as far as they are known.
  let inquiry: Inquiry
  /// What the machine's hosts file says.
  var hosts: [Resolvers.Host] = []
  /// What the catalogue lists and nobody has checked.
  var unverified: [String] = []
  /// The policy's entry that was probably meant for this server, where none fits.
  var nearMiss: PolicyServer?

  var isExpected: Bool {
    if case .socket(let name) = target.place {
      return expectations.judge(socket: name).isExpected
    }
    return answer?.isExpected == true
  }

  /// nil for a Unix socket, which is judged by its name alone.
  private var answer: InquiryAnswer? {
    switch target.place {
    case .name(let name):
      host(named: name).map { reach($0.address, names: hosted(at: $0.address)) }
        ?? inquiry.reach(name: name, port: target.port, target.transport)
    case .address(let address): reach(address, names: names + hosted(at: address))
    case .socket: nil
    }
  }

  private func reach(_ address: IPAddress, names: [String]) -> InquiryAnswer {
    inquiry.reach(
      Endpoint(address: address, port: target.port), target.transport, names: names)
  }

  private func host(named name: String) -> Resolvers.Host? {
    hosts.first { $0.names.contains(name) }
  }

  private func hosted(at address: IPAddress) -> [String] {
    hosts.filter { $0.address == address }.flatMap(\.names)
  }

  private var expectations: Expectations { inquiry.expectations }

  /// The answer, its reason, and what is expected.
  var lines: [String] {
    let verdict = isExpected ? "expected" : "not expected"
    let text = ShownText.escaped(Redactor.redacted(target.text), limit: 4096)
    return ["\(text): \(verdict): \(reason)"] + context + proxyLines + hostLines + notes
  }

  private var reason: String {
    if case .socket(let name) = target.place { return socketReason(name) }
    guard let answer else { return "" }
    if let allowance = answer.allowance {
      return allowance.isOfProxy
        ? "`\(allowance.text)` is a proxy (\(allowance.source)); what it is told is judged in its place"
        : "`\(allowance.text)` allows it (\(allowance.source))"
    }
    return "\(words(of: answer)) (rule \(answer.rule?.rawValue ?? ""))"
  }

  private func socketReason(_ name: String) -> String {
    guard case .expected(let by, let source) = expectations.judge(socket: name) else {
      return reason(socket: name)
    }
    return "`\(by)` allows it (\(source))"
  }

  /// Why it is reported.
  private func words(of answer: InquiryAnswer) -> String {
    switch answer.rule {
    case .unexpectedDestination where answer.rules.contains(.addressWithoutName):
      "no entry allows the address, and a host entry counts only under a name that a trusted "
        + "resolver gave for it"
    case .unexpectedDestination: "no entry allows it"
    case .metadataAccess: "a cloud metadata service; only its own address, written out, allows it"
    case .localDestination:
      "on this machine or link; only its address or `localhost` allows it"
    case .noExpectations where expectations.isEmpty: "nothing describes this server"
    case .knownCollector:
      "\(answer.reasons.last ?? ""); only an entry that names the host allows it"
    case .libraryHabit:
      "\(answer.habit?.reason ?? ""), by itself: low where no other program does it"
    default: answer.reasons.first ?? ""
    }
  }

  private func reason(socket name: String) -> String {
    guard let harmless = HarmlessSockets.reason(for: name) else {
      return
        "no entry allows it (rule local-handoff, unless the server's own process listens there)"
    }
    return "no entry allows it, and none is needed where the machine's own program listens there: "
      + harmless
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
    let named = inquiry.proxies.sourced.map { "\($0.endpoint) (\($0.source))" }
    return named.isEmpty ? [] : ["proxies: \(named.joined(separator: ", "))"]
  }

  /// What of the hosts file was taken into account.
  private var hostLines: [String] {
    let used: [Resolvers.Host] =
      switch target.place {
      case .name(let name): host(named: name).map { [$0] } ?? []
      case .address(let address): hosts.filter { $0.address == address }
      case .socket: []
      }
    return used.prefix(4).map { host in
      "hosts file: \(host.address) is \(host.names.prefix(8).joined(separator: ", "))"
    }
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
