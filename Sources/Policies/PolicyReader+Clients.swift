// SPDX-License-Identifier: Apache-2.0

import Disclosure
import Events
import YAML

/// The `clients` list of a server: addresses and ranges from which others may connect to it.
extension PolicyReader {
  mutating func clients(_ node: YAMLNode, of what: String) -> [Network] {
    guard let items = list(node, of: "`clients` of \(what)") else { return [] }
    return items.compactMap { client($0) }
  }

  private mutating func client(_ node: YAMLNode) -> Network? {
    guard let text = text(node, of: "a client") else { return nil }
    guard let network = Self.network(text) else {
      error(
        place(node),
        "\(ShownText.quoted(text)) is no address and no range; write one like 10.0.0.0/8 or "
          + "\"[2001:db8::]/32\"")
      return nil
    }
    if network.length == 0 {
      warning(place(node), "\(ShownText.quoted(text)) is every address: no client is reported")
    }
    return network
  }

  private static func network(_ text: String) -> Network? {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    let bare =
      parts[0].hasPrefix("[") && parts[0].hasSuffix("]")
      ? parts[0].dropFirst().dropLast() : parts[0]
    guard let address = IPAddress(String(bare)) else { return nil }
    guard parts.count == 2 else { return Network(address) }
    return Int(parts[1]).flatMap { Network(address, length: $0) }
  }
}
