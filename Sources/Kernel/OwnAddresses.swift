// SPDX-License-Identifier: Apache-2.0

package import Events

/// The machine's own addresses that others may know it by, from /proc/net: no question to any name service.
package enum OwnAddresses {
  /// A machine with a thousand containers has a thousand more, which name nothing.
  private static let most = 8

  /// Neither loopback's nor those of a single link, IPv4 first.
  package static func all() -> [IPAddress] {
    let routes = SystemFile.text("/proc/net/fib_trie", limit: 1 << 20) ?? ""
    let interfaces = SystemFile.text("/proc/net/if_inet6", limit: 1 << 18) ?? ""
    return Array((parse(routes: routes) + parse(interfaces: interfaces)).prefix(most))
  }

  /// `|-- ADDRESS`, and below it `/32 host LOCAL`.
  package static func parse(routes: String) -> [IPAddress] {
    var found: [IPAddress] = []
    var last: IPAddress?
    for line in routes.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.first == "|--", words.count == 2 {
        last = IPAddress(String(words[1]))
      } else if words.suffix(2) == ["host", "LOCAL"], let address = last {
        add(address, to: &found)
      }
    }
    return found
  }

  /// `ADDRESS INDEX PREFIX SCOPE FLAGS NAME`, the address in 32 hexadecimal digits.
  package static func parse(interfaces: String) -> [IPAddress] {
    var found: [IPAddress] = []
    for line in interfaces.split(separator: "\n") {
      guard let digits = line.split(separator: " ").first, digits.utf8.count == 32,
        let high = UInt64(digits.prefix(16), radix: 16),
        let low = UInt64(digits.suffix(16), radix: 16)
      else { continue }
      add(IPAddress(v6High: high, low: low), to: &found)
    }
    return found
  }

  private static func add(_ address: IPAddress, to found: inout [IPAddress]) {
    guard address.scope == .global || address.scope == .privateUse, !found.contains(address) else {
      return
    }
    found.append(address)
  }
}
