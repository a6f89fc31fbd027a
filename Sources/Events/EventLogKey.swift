// SPDX-License-Identifier: Apache-2.0

/// The key of a field. Its first eight bytes stand here, so that most keys differ without a look at the
/// line.
struct EventLogKey {
  var text = EventLogText()
  var head: UInt64 = 0
}
