// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What a request tells a proxy.
extension ProxyTarget {
  /// nil for a request that asks no proxy.
  init?(_ request: HTTPRequest) {
    guard let target = request.target, let port = request.port else { return nil }
    self.init(way: request.method == "CONNECT" ? .connect : .absolute, host: target, port: port)
  }

  /// What follows on the connection is for the host that the proxy was told.
  var opensTunnel: Bool {
    switch way {
    case .connect, .socks4, .socks4a, .socks5: true
    case .absolute, .host: false
    }
  }
}
