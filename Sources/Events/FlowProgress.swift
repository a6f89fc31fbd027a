// SPDX-License-Identifier: Apache-2.0

/// What an open connection has carried so far, as the kernel counts it.
package struct FlowProgress: Hashable, Sendable {
  package var time: Instant
  /// The socket.
  package var cookie: UInt64
  package var endpoint: Endpoint
  package var bytesOut: UInt64
  package var bytesIn: UInt64

  package init(
    time: Instant, cookie: UInt64, endpoint: Endpoint, bytesOut: UInt64, bytesIn: UInt64
  ) {
    self.time = time
    self.cookie = cookie
    self.endpoint = endpoint
    self.bytesOut = bytesOut
    self.bytesIn = bytesIn
  }
}

/// A socket whose bytes are asked for while it is open.
package struct CountedSocket: Hashable, Sendable {
  package var cookie: UInt64
  /// A process that has it, through which its network namespace is found.
  package var process: ProcessID
  package var netNamespace: UInt32
  package var transport: TransportProtocol

  package init(
    cookie: UInt64, process: ProcessID, netNamespace: UInt32, transport: TransportProtocol
  ) {
    self.cookie = cookie
    self.process = process
    self.netNamespace = netNamespace
    self.transport = transport
  }
}
