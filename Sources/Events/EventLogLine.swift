// SPDX-License-Identifier: Apache-2.0

/// What a line of an event log holds, its header apart.
package enum EventLogLine: Hashable, Sendable {
  case event(Event)
  case note(EventLogNote)
}
