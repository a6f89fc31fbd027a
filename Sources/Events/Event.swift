// SPDX-License-Identifier: Apache-2.0

/// What was observed. The whole input of the monitor: a run, a replay and a test differ only in
/// where these come from.
package enum Event: Hashable, Sendable {
  case fork(Fork)
  case exec(Exec)
  case exit(Exit)
  case askedCall(AskedCall)
  case destination(Destination)
  case dnsPayload(DNSPayload)
  case streamSegment(StreamSegment)
  case claim(Claim)
  case meddling(Meddling)
  case flowProgress(FlowProgress)
  case flowEnd(FlowEnd)
  case bound(Bound)
  case resolvers(Resolvers)
  case registries(Registries)
  case proxies(Proxies)
  case container(Container)
  case programFacts(ProgramFacts)
  case firstMessage(FirstMessage)
  case localPeer(LocalPeer)
  case loss(Loss)
  /// Time passed and nothing else happened.
  case tick(Instant)

  package var time: Instant {
    switch self {
    case .fork(let fork): fork.time
    case .exec(let exec): exec.time
    case .exit(let exit): exit.time
    case .askedCall(let asked): asked.time
    case .destination(let destination): destination.time
    case .dnsPayload(let message): message.time
    case .streamSegment(let segment): segment.time
    case .claim(let claim): claim.time
    case .meddling(let meddling): meddling.time
    case .flowProgress(let progress): progress.time
    case .flowEnd(let flow): flow.time
    case .bound(let bound): bound.time
    case .resolvers(let resolvers): resolvers.time
    case .registries(let registries): registries.time
    case .proxies(let proxies): proxies.time
    case .container(let container): container.time
    case .programFacts(let facts): facts.time
    case .firstMessage(let message): message.time
    case .localPeer(let peer): peer.time
    case .loss(let loss): loss.time
    case .tick(let time): time
    }
  }
}
