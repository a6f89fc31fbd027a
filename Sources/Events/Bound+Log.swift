// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a port that was taken.
extension Bound: EventLogTimedRecord {
  static var blank: Bound {
    Bound(
      time: Instant(nanoseconds: 0), actor: .blank, endpoint: .blank, hook: .bind4,
      netNamespace: 0)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("actor", &actor)
    coder.field("endpoint", &endpoint)
    coder.field("transport", &transport.number)
    coder.field("hook", &hook)
    coder.field("net_namespace", &netNamespace)
    coder.field("addresses", &addresses)
    coder.field("names", &names)
    coder.field("older", &isOlderThanEgret)
  }
}
