// SPDX-License-Identifier: Apache-2.0

package import Events

/// What the cache learns from DNS messages.
extension NameCache {
  /// Learns from what was captured: from a datagram's message, or over TCP from whole messages, each with
  /// its length before it. A query is remembered, so that its answer can be known for one. `server`: the instance that the
  /// socket's owner belongs to.
  package mutating func learn(_ payload: DNSPayload, server: UInt32? = nil) -> [NameLesson] {
    guard payload.transport.wireNumber == TransportProtocol.tcp.wireNumber else {
      return [
        learn(DNSMessage.parse(payload.payload[...], isCut: payload.isCut), of: payload, server)
      ]
    }
    var stream = DNSStream()
    let messages = stream.take(payload.payload[...], isCut: payload.isCut)
    if messages.isEmpty { return [.malformed(.truncated)] }
    return messages.map { learn(DNSMessage.parse($0), of: payload, server) }
  }

  private mutating func learn(
    _ parsed: Result<DNSMessage, DNSError>, of payload: DNSPayload, _ server: UInt32?
  ) -> NameLesson {
    switch parsed {
    case .failure(let error): return .malformed(error)
    case .success(let message):
      switch (payload.isAnswer, message.isAnswer) {
      case (true, true):
        let wasAsked = queries.answer(message, to: payload)
        let addresses = learn(
          message, asker: NameAsker(payload.owner, server: server), resolver: payload.peer,
          netNamespace: payload.netNamespace, wasAsked: wasAsked, isLocal: payload.isLoopback,
          at: payload.time)
        return .answer(message, addresses: addresses, wasAsked: wasAsked)
      case (false, false):
        queries.add(message, of: payload)
        return .question(message)
      case (true, false), (false, true): return .contradiction(message)
      }
    }
  }

  /// Learns from an answer that a resolver gave to `asker`; how many addresses it was.
  @discardableResult
  package mutating func learn(
    _ answer: DNSMessage, asker: NameAsker, resolver: Endpoint, netNamespace: UInt32,
    wasAsked: Bool = true, isLocal: Bool = false, at time: Instant
  ) -> Int {
    guard let resolution = Resolution(answer) else { return 0 }
    let teller = Referrals.Teller(
      holder: NameEntry.Holder(asker: asker), resolver: resolver, netNamespace: netNamespace)
    if wasAsked { referrals.add(resolution, by: teller, at: time) }
    let names =
      [(resolution.name, resolution.chain)]
      + referrals.names(for: resolution.name, by: teller, at: time).map { referral in
        (referral.name, referral.chain + [resolution.name] + resolution.chain)
      }
    for (name, chain) in names {
      let record = NameRecord(
        name: name, chain: chain,
        source: .answer(resolver: resolver, asker: asker), learned: time,
        wasAsked: wasAsked, isLocal: isLocal)
      for (address, timeToLive) in resolution.addresses {
        let entry = NameEntry(
          record: record, holder: teller.holder,
          expiry: NameLifetime.expiry(timeToLive: timeToLive, at: time), sequence: nextSequence())
        store(entry, Key(address, netNamespace: netNamespace), at: time)
      }
    }
    return resolution.addresses.count
  }
}
