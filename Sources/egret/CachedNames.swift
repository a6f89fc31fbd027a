// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Names

/// What a resolver daemon had in its cache when it was found, as DNS payloads: as if it asked for each
/// name and was told now.
enum CachedNames {
  /// The stub of systemd-resolved stands for whoever told it.
  private static let resolver = Endpoint(address: IPAddress(v4: 0x7f00_0035), port: 53)

  static func events(of daemon: Actor) -> [Event] {
    let pid = daemon.process.pid
    return events(
      CachedAnswers.exchanges(inDump: ResolvedCache.dump(of: pid)), of: daemon,
      netNamespace: MachineFacts.netNamespace(of: pid), at: Instant(nanoseconds: Clock.boottime()))
  }

  static func events(
    _ exchanges: [CachedAnswers.Exchange], of daemon: Actor, netNamespace: UInt32, at time: Instant
  ) -> [Event] {
    exchanges.enumerated().flatMap { number, exchange in
      var payload = DNSPayload(
        time: time, owner: daemon, cookie: UInt64.max - UInt64(number), peer: resolver,
        netNamespace: netNamespace, isAnswer: false, payload: exchange.query, isLoopback: true)
      let query = payload
      payload.isAnswer = true
      payload.payload = exchange.answer
      return [Event.dnsPayload(query), .dnsPayload(payload)]
    }
  }
}
