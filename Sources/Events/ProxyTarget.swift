// SPDX-License-Identifier: Apache-2.0

/// Where a proxy was told to go.
package struct ProxyTarget: Hashable, Sendable {
  /// HTTP's CONNECT, a request whose target is a whole URL, the Host of another, or SOCKS.
  package enum Way: String, Hashable, Sendable, CaseIterable {
    case connect, absolute, host, socks4, socks4a, socks5
  }

  package var way: Way
  /// The host as a name, or as an address's text.
  package var host: String
  package var port: UInt16

  package init(way: Way, host: String, port: UInt16) {
    self.way = way
    self.host = host
    self.port = port
  }

  /// The address, where the proxy is told one.
  package var address: IPAddress? { IPAddress(host) }

  /// What follows on the connection is for the host that the proxy was told.
  package var opensTunnel: Bool {
    switch way {
    case .connect, .socks4, .socks4a, .socks5: true
    case .absolute, .host: false
    }
  }
}
