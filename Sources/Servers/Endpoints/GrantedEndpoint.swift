// SPDX-License-Identifier: Apache-2.0

/// A host that a client's own sandbox or permission profile lets a server reach.
enum GrantedEndpoint {
  /// `host`, `host:port`, `*.host` in the policy's spelling; a bare host is 443, and 80 too if the
  /// product has no ports.
  static func spell(_ text: String, ports: [UInt16] = [443]) -> [String] {
    let isWildcard = text.hasPrefix("*.")
    let bare = isWildcard ? text.dropFirst(2) : Substring(text)
    guard bare.utf8.count <= 300, let host = EndpointText.split(bare) else { return [] }
    let wanted = host.port.map { [$0] } ?? ports
    return wanted.flatMap { EndpointText.endpoints(host: host.host, port: $0) }.map {
      isWildcard ? "*." + $0 : $0
    }
  }
}
