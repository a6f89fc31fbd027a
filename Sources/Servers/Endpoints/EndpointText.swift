// SPDX-License-Identifier: Apache-2.0

import Events

/// A host and a port in the policy's spelling, and the reading of one from text.
package enum EndpointText {
  /// `HOST:PORT`, IPv6 in brackets; `localhost` becomes its two addresses.
  ///
  /// Empty for anything that is no plain host: variables, wildcards, empty labels, control
  /// characters.
  package static func endpoints(host: String, port: UInt16?) -> [String] {
    let bare =
      host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    let port = port ?? 443
    // No policy lists port 0, which nothing listens on.
    if port == 0 { return [] }
    if let address = IPAddress(bare) {
      return [bare.utf8.contains(0x3A) ? "[\(address)]:\(port)" : "\(address):\(port)"]
    }
    let name = lowered(bare.hasSuffix(".") ? String(bare.dropLast()) : bare)
    guard isHostName(name) else { return [] }
    return name == "localhost" ? ["127.0.0.1:\(port)", "[::1]:\(port)"] : ["\(name):\(port)"]
  }

  /// The same with every port in place of its own.
  static func everyPort(_ endpoint: String) -> String {
    guard let colon = endpoint.lastIndex(of: ":") else { return endpoint }
    return endpoint[..<colon] + ":*"
  }

  /// `host`, `host:port` or `[v6]:port`, nothing before or after.
  package static func split(_ text: Substring) -> (host: String, port: UInt16?)? {
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let host = String(text[...end])
      let rest = text[text.index(after: end)...]
      if rest.isEmpty { return (host, nil) }
      guard rest.first == ":", let port = UInt16(rest.dropFirst()) else { return nil }
      return (host, port)
    }
    let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return (String(text), nil)
    case 2:
      guard let port = UInt16(parts[1]) else { return nil }
      return (String(parts[0]), port)
    default: return IPAddress(String(text)) == nil ? nil : (String(text), nil)
    }
  }

  private static func lowered(_ text: String) -> String {
    String(
      decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// Letters, digits, hyphens and underscores in labels of 1 to 63 bytes, as a policy takes them; no
  /// number at the end, by which resolver libraries know an address.
  private static func isHostName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard (1...253).contains(bytes.count), bytes.contains(where: { (0x61...0x7A).contains($0) })
    else { return false }
    let labels = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard let last = labels.last, !isNumber(last) else { return false }
    return labels.allSatisfy { label in
      (1...63).contains(label.count) && label.allSatisfy(isLabelByte) && label.first != 0x2D
        && label.last != 0x2D
    }
  }

  /// Decimal or `0x…`.
  private static func isNumber(_ label: ArraySlice<UInt8>) -> Bool {
    let isHexadecimal = label.starts(with: [0x30, 0x78])
    return label.dropFirst(isHexadecimal ? 2 : 0).allSatisfy {
      (0x30...0x39).contains($0) || isHexadecimal && (0x61...0x66).contains($0)
    }
  }

  private static func isLabelByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
  }
}
