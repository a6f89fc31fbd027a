// SPDX-License-Identifier: Apache-2.0

/// An address and a port. Port 0 where the protocol has none.
package struct Endpoint: Hashable, Sendable {
  package var address: IPAddress
  package var port: UInt16

  package init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }
}

extension Endpoint: CustomStringConvertible {
  /// `192.0.2.1:443` or `[2001:db8::1]:443`.
  package var description: String { address.isIPv4 ? "\(address):\(port)" : "[\(address)]:\(port)" }
}
