// SPDX-License-Identifier: Apache-2.0

/// The kinds of events, as the log spells them.
package enum EventLogKind: String, Hashable, Sendable, CaseIterable {
  case fork, exec, exit
  case askedCall = "asked"
  case destination
  case dnsPayload = "name"
  case streamSegment = "segment"
  case claim, meddling
  case flowProgress = "progress"
  case flowEnd = "flow"
  case bound
  case resolvers, registries, proxies, container
  case programFacts = "program"
  case firstMessage = "message"
  case localPeer = "peer"
  case loss, tick
}
