// SPDX-License-Identifier: Apache-2.0

import Disclosure
import YAML

/// The `proxies` lists: of the whole policy, and of a server.
extension PolicyReader {
  mutating func proxies(_ node: YAMLNode, of what: String) -> [Expectation] {
    guard let items = list(node, of: what) else { return [] }
    if items.isEmpty {
      error(place(node), "\(what) is empty; write [none] if no proxy counts, or remove the key")
    }
    let read = items.compactMap { proxy($0) }
    for (proxy, place) in read { checkBreadth(proxy, place) }
    checkReach(read)
    return read.map(\.0)
  }

  private mutating func proxy(_ node: YAMLNode) -> (Expectation, Place)? {
    let here = place(node)
    guard let text = text(node, of: "a proxy"), let proxy = parse(text, here) else { return nil }
    if let fault = Self.fault(of: proxy) {
      error(here, "\(ShownText.quoted(text)) is no proxy: \(fault)")
      return nil
    }
    return (proxy, here)
  }

  /// Why an endpoint cannot be a proxy; nil where it can.
  private static func fault(of proxy: Expectation) -> String? {
    switch proxy.target {
    case .none: return nil
    case .any: return "every host would be one; name the hosts"
    case .network(let network) where network.length == 0:
      return "every host would be one; name the hosts"
    case .socket: return "it is a Unix socket; write HOST:PORT"
    case .host, .network: break
    }
    guard proxy.protocols == .tcp else {
      return "proxies are reached over TCP; leave the protocol out"
    }
    let hasPort = (try? ExpectationParts(proxy.text))?.port != nil
    return hasPort
      ? nil
      : "it has no port, and proxies have no usual one; write HOST:PORT, like proxy.example:3128"
  }
}
