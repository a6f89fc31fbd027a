// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a destination.
extension Destination: EventLogTimedRecord {
  static var blank: Destination {
    Destination(
      time: Instant(nanoseconds: 0), actor: .blank, endpoint: .blank, transport: .tcp,
      hook: .connect4, via: .unknown)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("actor", &actor)
    coder.field("owner", &owner)
    coder.field("cookie", &cookie)
    coder.field("endpoint", &endpoint)
    coder.field("asked", &asked)
    coder.field("transport", &transport.number)
    coder.field("hook", &hook)
    coder.field("via", &via)
    coder.field("net_namespace", &netNamespace)
    coder.field("thread", &threadName)
    coder.field("older", &isOlderThanEgret)
    coder.field("inbound", &isInbound)
    coder.field("own_port", &ownPort)
    coder.field("local", &local)
  }
}
