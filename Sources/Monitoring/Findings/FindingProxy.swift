// SPDX-License-Identifier: Apache-2.0

package import Events

/// The proxy that was told where to go: the other side of the connection.
package struct FindingProxy: Hashable, Sendable {
  package var endpoint: Endpoint
  /// Only with evidence.
  package var hostname: String?
  /// How it was told.
  package var way: ProxyTarget.Way
  /// Who named it: `policy.yaml:2`, `entry`, `machine`; nil where nobody but the server did.
  package var source: String?

  package init(
    endpoint: Endpoint, hostname: String? = nil, way: ProxyTarget.Way, source: String? = nil
  ) {
    self.endpoint = endpoint
    self.hostname = hostname
    self.way = way
    self.source = source
  }
}

extension FindingProxy: CustomStringConvertible {
  /// The name and the endpoint, as far as they are known.
  package var description: String { hostname.map { "\($0) (\(endpoint))" } ?? "\(endpoint)" }
}
