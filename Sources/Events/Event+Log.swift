// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads an event.
extension Event {
  /// The event as an object of the log: its kind, its time, and what the kind describes.
  var logged: EventLogValue {
    switch self {
    case .fork(let fork): Self.line(.fork, time, fork.logged)
    case .exec(let exec): Self.line(.exec, time, exec.logged)
    case .exit(let exit): Self.line(.exit, time, exit.logged)
    case .askedCall(let asked): Self.line(.askedCall, time, asked.logged)
    case .destination(let destination): Self.line(.destination, time, destination.logged)
    case .dnsPayload(let payload): Self.line(.dnsPayload, time, payload.logged)
    case .streamSegment(let segment): Self.line(.streamSegment, time, segment.logged)
    case .meddling(let meddling): Self.line(.meddling, time, meddling.logged)
    case .flowEnd(let end): Self.line(.flowEnd, time, end.logged)
    case .resolvers(let resolvers): Self.line(.resolvers, time, resolvers.logged)
    case .registries(let registries): Self.line(.registries, time, registries.logged)
    case .container(let container): Self.line(.container, time, container.logged)
    case .firstMessage(let message): Self.line(.firstMessage, time, message.logged)
    case .loss(let loss): Self.line(.loss, time, loss.logged)
    case .tick: Self.line(.tick, time, [])
    }
  }

  init(logged object: EventLogObject) throws(EventLogObject.Failure) {
    let head = try Head(logged: object)
    switch head.kind {
    case .fork: self = .fork(try Self.read(object, at: head.time))
    case .exec: self = .exec(try Self.read(object, at: head.time))
    case .exit: self = .exit(try Self.read(object, at: head.time))
    case .askedCall: self = .askedCall(try Self.read(object, at: head.time))
    case .destination: self = .destination(try Self.read(object, at: head.time))
    case .dnsPayload: self = .dnsPayload(try Self.read(object, at: head.time))
    case .streamSegment: self = .streamSegment(try Self.read(object, at: head.time))
    case .meddling: self = .meddling(try Self.read(object, at: head.time))
    case .flowEnd: self = .flowEnd(try Self.read(object, at: head.time))
    case .resolvers: self = .resolvers(try Self.read(object, at: head.time))
    case .registries: self = .registries(try Self.read(object, at: head.time))
    case .container: self = .container(try Self.read(object, at: head.time))
    case .firstMessage: self = .firstMessage(try Self.read(object, at: head.time))
    case .loss: self = .loss(try Self.read(object, at: head.time))
    case .tick: self = .tick(head.time)
    }
  }

  private static func line(
    _ kind: EventLogKind, _ time: Instant, _ fields: [EventLogField]
  ) -> EventLogValue {
    .object(Head(kind: kind, time: time).logged + fields)
  }

  private static func read<Record: EventLogTimedRecord>(
    _ object: EventLogObject, at time: Instant
  ) throws(EventLogObject.Failure) -> Record {
    var record = try Record(logged: object)
    record.time = time
    return record
  }

  /// What every event's line begins with.
  private struct Head: EventLogRecord {
    var kind: EventLogKind
    var time: Instant

    static var blank: Head { Head(kind: .tick, time: Instant(nanoseconds: 0)) }

    mutating func describe(to coder: inout EventLogCoder) {
      coder.field("event", &kind)
      coder.required("time", &time.nanoseconds)
    }
  }
}
