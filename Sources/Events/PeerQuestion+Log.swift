// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads a question for the other end.
extension PeerQuestion: EventLogRecord {
  static var blank: PeerQuestion { PeerQuestion(process: .blank, address: .blank) }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("process", &process)
    coder.field("inode", &socket)
    coder.field("address", &address)
    coder.field("transport", &transport.number)
    coder.field("net_namespace", &netNamespace)
  }
}
