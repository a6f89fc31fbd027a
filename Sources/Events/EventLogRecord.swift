// SPDX-License-Identifier: Apache-2.0

/// A value that stands in the log as an object. One description of its fields serves both ways.
protocol EventLogRecord {
  /// What reading begins with: a field that is left out keeps no other value than 0, false or empty.
  static var blank: Self { get }

  /// Names each field once, in the order of the log's keys.
  mutating func describe(to coder: inout some EventLogCoder)
}

/// A record that is a line of its own; its time stands before its other fields.
protocol EventLogTimedRecord: EventLogRecord {
  var time: Instant { get set }
}
