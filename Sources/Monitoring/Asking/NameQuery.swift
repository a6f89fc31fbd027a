// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Names

/// A question of a server's process for the name of somebody else's host.
struct NameQuery: Sendable {
  let question: DNSQuestion
  /// What the process may have asked for: without the search list of the machine, and as the question
  /// has it. The first is shown.
  let names: [String]
  /// Whoever owns it reads every name below it.
  let domain: String
  let time: Instant
  let resolver: IPAddress
  let transport: TransportProtocol
  let cookie: UInt64
  let netNamespace: UInt32

  init(_ question: DNSQuestion, names: [String], domain: String, of payload: DNSPayload) {
    self.question = question
    self.names = names
    self.domain = domain
    time = payload.time
    resolver = payload.peer.address
    transport = payload.transport
    cookie = payload.cookie
    netNamespace = payload.netNamespace
  }

  var name: String { names.first ?? domain }
}
