// SPDX-License-Identifier: Apache-2.0

package import Events

/// A URL that leads to this machine itself, by loopback.
package struct LocalURL: Hashable, Sendable {
  package var port: UInt16
  /// nil: any address of loopback.
  package var address: IPAddress?

  /// nil where it leads elsewhere, or nobody knows where.
  package init?(_ text: String) {
    guard let url = EndpointURL(text), let host = url.hosts.first, url.hosts.count == 1,
      let port = host.port ?? EndpointURL.port(of: url.scheme)
    else { return nil }
    let name =
      (host.host.hasPrefix("[") ? String(host.host.dropFirst().prefix { $0 != "]" }) : host.host)
      .lowercased()
    self.port = port
    if name == "localhost" || name.hasSuffix(".localhost") { return }
    guard let address = IPAddress(name) else { return nil }
    switch address.scope {
    case .loopback: self.address = address
    case .unspecified: break
    case .linkLocal, .multicast, .broadcast, .privateUse, .global: return nil
    }
  }
}
