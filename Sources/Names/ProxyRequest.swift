// SPDX-License-Identifier: Apache-2.0

package import Events

/// What a proxy is told: where to go. A claim of the process, as true as the proxy takes it for.
package struct ProxyRequest: Hashable, Sendable {
  package enum Way: String, Hashable, Sendable, CaseIterable {
    case connect, absolute, socks4, socks4a, socks5
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

  /// nil for a request that asks no proxy.
  init?(_ request: HTTPRequest) {
    guard let target = request.target, let port = request.port else { return nil }
    self.init(way: request.method == "CONNECT" ? .connect : .absolute, host: target, port: port)
  }
}
