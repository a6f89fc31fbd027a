// SPDX-License-Identifier: Apache-2.0

/// One value of a line, as a tape has it: what it is, and where. The tokens of an array's or an object's
/// values follow its own.
struct EventLogToken {
  enum Kind: UInt8 {
    case bool, number, text, array, object
  }

  var kind: Kind
  /// Of a field of an object.
  var key = EventLogKey()
  var text = EventLogText()
  /// Of a number; 1 for true.
  var number: UInt64 = 0
  /// The token behind the value's last.
  var end: Int32 = 0
}
