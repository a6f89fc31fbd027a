// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a fork.
extension Fork: EventLogTimedRecord {
  static var blank: Fork {
    Fork(time: Instant(nanoseconds: 0), parent: .blank, child: .blank, name: "")
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("parent", &parent)
    coder.field("child", &child)
    coder.field("name", &name)
  }
}
