// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names
internal import Servers

/// What the messages to and from resolvers mean by themselves, whatever is connected to afterwards.
extension Monitor {
  mutating func consume(
    _ messages: [DNSMessage], of payload: DNSPayload, into outcomes: inout [Outcome]
  ) {
    guard !messages.isEmpty, let doer = attribution.doer(of: payload.owner) else { return }
    for message in messages {
      if message.isAnswer {
        take(message, of: payload, for: doer, into: &outcomes)
      } else {
        for question in message.questions { ask(question, of: payload, by: doer, into: &outcomes) }
      }
    }
  }

  /// Findings whose second is over.
  mutating func releaseFindings(at time: Instant, into outcomes: inout [Outcome]) {
    for finding in asking.release(at: time) { outcomes.append(.finding(finding)) }
  }

  /// No more events will come: what waited is reported.
  package mutating func finish() -> [Finding] {
    var outcomes: [Outcome] = []
    releaseHandoffs(into: &outcomes)
    let handoffs = outcomes.compactMap { outcome -> Finding? in
      if case .finding(let finding) = outcome { finding } else { nil }
    }
    return handoffs + asking.releaseAll()
  }

  // MARK: Questions

  private mutating func ask(
    _ question: DNSQuestion, of payload: DNSPayload, by doer: Doer, into outcomes: inout [Outcome]
  ) {
    let query = asking.query(question, of: payload)
    if let query { report(query, by: doer, into: &outcomes) }
    let isExpected = query.map { isNamed($0, by: doer) } ?? false
    let excess = asking.change(doer.number) {
      $0.volume.ask(question, isExpected: isExpected, at: payload.time)
    }
    if let excess { report(excess, question, of: payload, by: doer, into: &outcomes) }
  }

  /// Once for each domain and server: it waits for what the name leads to.
  private mutating func report(
    _ query: NameQuery, by doer: Doer, into outcomes: inout [Outcome]
  ) {
    let act = Act(.queried(query), by: doer)
    let verdict = Judge.verdict(on: act)
    if flows.reportsAll { learn(query, by: doer, verdict) }
    if verdict.rules.isEmpty || asking.isAlias(query.question.name, of: doer.number) { return }
    let isNews = asking.change(doer.number) { $0.isNews(verdict.rules, of: query.domain) }
    guard isNews else { return }
    var finding = finding(act, verdict)
    finding.incident = query.domain
    let early = asking.wait(finding, of: doer.number, domain: query.domain)
    if let early { outcomes.append(.finding(early)) }
  }

  /// What is to be in a draft: not what an installation asks for, nor what an expected name leads to.
  private mutating func learn(_ query: NameQuery, by doer: Doer, _ verdict: Verdict) {
    guard !doer.isInstaller, doer.role != .installScript, !verdict.rules.contains(.knownCollector),
      !asking.isAlias(query.question.name, of: doer.number)
    else { return }
    asking.change(doer.number) { $0.note(name: query.name) }
  }

  private func isNamed(_ query: NameQuery, by doer: Doer) -> Bool {
    NameJudge(query, Act(.queried(query), by: doer)).isNamed
  }

  // MARK: Answers

  private mutating func take(
    _ answer: DNSMessage, of payload: DNSPayload, for doer: Doer, into outcomes: inout [Outcome]
  ) {
    guard let question = answer.questions.first else { return }
    let query = asking.query(question, of: payload)
    if let query { follow(answer, query, of: payload, for: doer) }
    let isExpected = query.map { isNamed($0, by: doer) } ?? false
    let excess = asking.change(doer.number) {
      $0.volume.answer(answer, isExpected: isExpected, at: payload.time)
    }
    if let excess { report(excess, question, of: payload, by: doer, into: &outcomes) }
  }

  /// Where a name leads to: to addresses of its story, and an expected one to its aliases.
  private mutating func follow(
    _ answer: DNSMessage, _ query: NameQuery, of payload: DNSPayload, for doer: Doer
  ) {
    let isAlias = asking.isAlias(query.question.name, of: doer.number)
    let isExpected = isAlias || NameJudge(query, Act(.queried(query), by: doer)).isExpected
    let isEvidence = names.isEvidence(from: payload, for: doer.number)
    asking.change(doer.number) { asker in
      asker.note(answer.addresses, of: query.domain)
      if isExpected, isEvidence { asker.lead(to: answer.targets) }
    }
  }

  // MARK: Volume

  private mutating func report(
    _ excess: DNSVolume.Excess, _ question: DNSQuestion, of payload: DNSPayload, by doer: Doer,
    into outcomes: inout [Outcome]
  ) {
    let query = NameQuery(question, names: [], domain: excess.domain, of: payload)
    let act = Act(.queried(query), by: doer)
    let finding = finding(act, TunnelJudge.verdict(on: excess, at: payload.time))
    asking.change(doer.number) { _ = $0.isNews(finding.rules, of: excess.domain) }
    outcomes.append(.finding(asking.join(finding, of: doer.number, domain: excess.domain)))
  }
}

extension DNSMessage {
  fileprivate var addresses: [IPAddress] {
    answers.compactMap { record in
      if case .address(let address) = record.payload { address } else { nil }
    }
  }

  /// Names that stand for the one that was asked for.
  fileprivate var targets: [String] {
    answers.prefix(Self.mostTargets).compactMap { record in
      switch record.payload {
      case .alias(let name), .server(let name): name
      case .service(let binding): binding.target
      case .address, .text, .other: nil
      }
    }
  }

  private static let mostTargets = 16
}
