// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads the holder of a socket.
extension PeerHolder: EventLogRecord {
  static var blank: PeerHolder {
    PeerHolder(process: .blank, executable: "", user: 0, isOfMachine: false)
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    process.describe(to: &coder)
    coder.field("executable", &executable)
    coder.field("user", &user)
    coder.field("user_name", &userName)
    coder.field("of_machine", &isOfMachine)
  }
}
