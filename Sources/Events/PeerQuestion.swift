// SPDX-License-Identifier: Apache-2.0

/// Who is at the other end of a connection within the machine.
package struct PeerQuestion: Hashable, Sendable {
  /// The process that connected or sent.
  package var process: ProcessID
  /// Its socket, as the asked call has it; 0 where that is not known.
  package var socket: UInt32
  /// Where it connected or sent: a Unix socket, or an endpoint on loopback.
  package var address: SocketAddress
  package var transport: TransportProtocol
  /// The socket's; 0: that of the process.
  package var netNamespace: UInt32

  package init(
    process: ProcessID, socket: UInt32 = 0, address: SocketAddress,
    transport: TransportProtocol = TransportProtocol(number: 0), netNamespace: UInt32 = 0
  ) {
    self.process = process
    self.socket = socket
    self.address = address
    self.transport = transport
    self.netNamespace = netNamespace
  }
}
