// SPDX-License-Identifier: Apache-2.0

/// Where a text stands in a line, from the line's first byte on and without its quotes.
struct EventLogText {
  var start: Int32 = 0
  var count: Int32 = 0
  /// Escapes stand in it.
  var isEscaped = false
}
