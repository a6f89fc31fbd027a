// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads what was remembered of a server.
extension PackageHistory: EventLogRecord {
  static var blank: PackageHistory { PackageHistory() }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("changes", &changes)
    coder.field("before", &before)
    coder.field("now", &now)
    coder.field("since_change", &sinceChange)
    coder.field("reached", &reached)
    coder.field("earlier", &earlier)
    coder.field("elsewhere", &elsewhere)
    coder.field("doubts", &doubts)
  }
}
