// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What a request tells a proxy.
extension ProxyTarget {
  /// nil for a request that asks no proxy.
  init?(_ request: HTTPRequest) {
    guard let target = request.target, let port = request.port else { return nil }
    self.init(way: request.method == "CONNECT" ? .connect : .absolute, host: target, port: port)
  }
}
