// SPDX-License-Identifier: Apache-2.0

/// Which events are answers to a request.
extension Event {
  /// Whether it came from the kernel or with time: everything else may be the answer to a request.
  package var isRecorded: Bool {
    switch self {
    case .fork, .exit, .askedCall, .destination, .claim, .meddling, .flowEnd, .tick: true
    case .exec, .dnsPayload, .streamSegment, .bound, .resolvers, .registries, .proxies,
      .programFacts,
      .container,
      .firstMessage, .localPeer, .flowProgress, .loss:
      false
    }
  }
}
