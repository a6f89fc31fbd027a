// SPDX-License-Identifier: Apache-2.0

/// The part of JSON that an event log is written in. Numbers are whole and not negative: 64 bits
/// stay 64 bits.
enum EventLogValue: Hashable {
  case bool(Bool)
  case number(UInt64)
  case string(String)
  case array([EventLogValue])
  /// In the order they are written; no key twice.
  case object([EventLogField])
}
