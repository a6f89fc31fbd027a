// SPDX-License-Identifier: Apache-2.0

/// The event as an object of the log: its kind, its time, and what the kind describes.
extension Event {
  func describe(to coder: inout some EventLogCoder) {
    var head = Head(kind: kind, time: time)
    head.describe(to: &coder)
    switch self {
    case .fork(var fork): fork.describe(to: &coder)
    case .exec(var exec): exec.describe(to: &coder)
    case .exit(var exit): exit.describe(to: &coder)
    case .askedCall(var asked): asked.describe(to: &coder)
    case .destination(var destination): destination.describe(to: &coder)
    case .dnsPayload(var payload): payload.describe(to: &coder)
    case .streamSegment(var segment): segment.describe(to: &coder)
    case .claim(var claim): claim.describe(to: &coder)
    case .meddling(var meddling): meddling.describe(to: &coder)
    case .flowProgress(var progress): progress.describe(to: &coder)
    case .flowEnd(var end): end.describe(to: &coder)
    case .bound(var bound): bound.describe(to: &coder)
    case .resolvers(var resolvers): resolvers.describe(to: &coder)
    case .registries(var registries): registries.describe(to: &coder)
    case .proxies(var proxies): proxies.describe(to: &coder)
    case .container(var container): container.describe(to: &coder)
    case .programFacts(var facts): facts.describe(to: &coder)
    case .firstMessage(var message): message.describe(to: &coder)
    case .localPeer(var peer): peer.describe(to: &coder)
    case .loss(var loss): loss.describe(to: &coder)
    case .tick: break
    }
  }

  /// What the coder reads; it knows whether that is an event.
  init(from coder: inout some EventLogCoder) {
    var head = Head.blank
    head.describe(to: &coder)
    switch head.kind {
    case .fork: self = .fork(Self.read(&coder, at: head.time))
    case .exec: self = .exec(Self.read(&coder, at: head.time))
    case .exit: self = .exit(Self.read(&coder, at: head.time))
    case .askedCall: self = .askedCall(Self.read(&coder, at: head.time))
    case .destination: self = .destination(Self.read(&coder, at: head.time))
    case .dnsPayload: self = .dnsPayload(Self.read(&coder, at: head.time))
    case .streamSegment: self = .streamSegment(Self.read(&coder, at: head.time))
    case .claim: self = .claim(Self.read(&coder, at: head.time))
    case .meddling: self = .meddling(Self.read(&coder, at: head.time))
    case .flowProgress: self = .flowProgress(Self.read(&coder, at: head.time))
    case .flowEnd: self = .flowEnd(Self.read(&coder, at: head.time))
    case .bound: self = .bound(Self.read(&coder, at: head.time))
    case .resolvers: self = .resolvers(Self.read(&coder, at: head.time))
    case .registries: self = .registries(Self.read(&coder, at: head.time))
    case .proxies: self = .proxies(Self.read(&coder, at: head.time))
    case .container: self = .container(Self.read(&coder, at: head.time))
    case .programFacts: self = .programFacts(Self.read(&coder, at: head.time))
    case .firstMessage: self = .firstMessage(Self.read(&coder, at: head.time))
    case .localPeer: self = .localPeer(Self.read(&coder, at: head.time))
    case .loss: self = .loss(Self.read(&coder, at: head.time))
    case .tick: self = .tick(head.time)
    }
  }

  private static func read<Record: EventLogTimedRecord>(
    _ coder: inout some EventLogCoder, at time: Instant
  ) -> Record {
    var record = Record.blank
    record.describe(to: &coder)
    record.time = time
    return record
  }

  private var kind: EventLogKind {
    switch self {
    case .fork: .fork
    case .exec: .exec
    case .exit: .exit
    case .askedCall: .askedCall
    case .destination: .destination
    case .dnsPayload: .dnsPayload
    case .streamSegment: .streamSegment
    case .claim: .claim
    case .meddling: .meddling
    case .flowProgress: .flowProgress
    case .flowEnd: .flowEnd
    case .bound: .bound
    case .resolvers: .resolvers
    case .registries: .registries
    case .proxies: .proxies
    case .container: .container
    case .programFacts: .programFacts
    case .firstMessage: .firstMessage
    case .localPeer: .localPeer
    case .loss: .loss
    case .tick: .tick
    }
  }

  /// What every event's line begins with.
  private struct Head: EventLogRecord {
    var kind: EventLogKind
    var time: Instant

    static var blank: Head { Head(kind: .tick, time: Instant(nanoseconds: 0)) }

    mutating func describe(to coder: inout some EventLogCoder) {
      coder.field("event", &kind)
      coder.required("time", &time.nanoseconds)
    }
  }
}
