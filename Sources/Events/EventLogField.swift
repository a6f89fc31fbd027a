// SPDX-License-Identifier: Apache-2.0

/// A key and its value.
struct EventLogField: Hashable {
  var key: String
  var value: EventLogValue
}
