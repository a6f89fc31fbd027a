// SPDX-License-Identifier: Apache-2.0

/// A proxy as a variable or a setting names it. User and password are cut off and never kept.
package enum ProxySetting {
  /// The variables by which curl, Python, Node, Go and the installers are told of one. There is no
  /// one spelling: some read only lower case, some only upper case.
  package static let variables: Set<String> = {
    let names = [
      "http_proxy", "https_proxy", "all_proxy", "npm_config_proxy", "npm_config_https_proxy",
      "npm_config_http_proxy", "pip_proxy",
    ]
    return Set(names + names.map { $0.uppercased() })
  }()

  /// `[SCHEME://][USER[:PASSWORD]@]HOST[:PORT]` as `HOST:PORT`; empty for what is none.
  ///
  /// Without a port libraries disagree: that of the scheme, or curl's 1080.
  package static func endpoints(_ text: String) -> [String] {
    let text = text.contains("://") ? text : "http://" + text
    guard let url = EndpointURL(text), let host = url.hosts.first, url.hosts.count == 1,
      let usual = port(of: url.scheme)
    else { return [] }
    let usualPorts: [UInt16] = usual == curls ? [curls] : [usual, curls]
    let ports = host.port.map { [$0] } ?? usualPorts
    return ports.flatMap { EndpointText.endpoints(host: host.host, port: $0) }
  }

  private static let curls: UInt16 = 1080

  /// nil for a scheme by which no proxy is asked.
  private static func port(of scheme: String) -> UInt16? {
    switch scheme {
    case "http": 80
    case "https": 443
    case "socks", "socks4", "socks4a", "socks5", "socks5h": curls
    default: nil
    }
  }

  /// The values of those variables that name a proxy.
  package static func values(in environment: [(name: String, value: String)]) -> [String] {
    environment.filter { variables.contains($0.name) }.map(\.value)
  }

  /// The proxies that values name, without repeats.
  package static func endpoints(_ values: [String]) -> [String] {
    var seen: Set<String> = []
    let found = values.prefix(most).flatMap { endpoints($0) }
    return Array(found.filter { seen.insert($0).inserted }.prefix(most))
  }

  /// Of one place. A list of proxies has a few.
  package static let most = 16
}
