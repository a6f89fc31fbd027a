// SPDX-License-Identifier: Apache-2.0

package import Events

/// A URL that may lead to this machine itself: to loopback, or to an address or a name of which only the
/// machine knows whether it is its own.
package struct LocalURL: Hashable, Sendable {
  package enum Host: Hashable, Sendable {
    /// Any address of loopback.
    case loopback
    case address(IPAddress)
    /// In lower case, without a dot at its end.
    case name(String)
  }

  package var host: Host
  package var port: UInt16

  /// nil for what is no URL of one host with a port, and where nobody knows where it leads.
  package init?(_ text: String) {
    guard let url = EndpointURL(text), let host = url.hosts.first, url.hosts.count == 1,
      let port = host.port ?? EndpointURL.port(of: url.scheme), port != 0,
      let place = Self.host(host.host)
    else { return nil }
    self.host = place
    self.port = port
  }

  private static func host(_ text: String) -> Host? {
    let inner = text.hasPrefix("[") ? text.dropFirst().prefix { $0 != "]" } : text[...]
    let bare = inner.hasSuffix(".") ? inner.dropLast() : inner
    let name = bare.lowercased()
    if let loopback = Self.loopback[name] { return loopback }
    if name.hasSuffix(".localhost") { return .loopback }
    guard let address = IPAddress(name.prefix { $0 != "%" }) else {
      return name.isEmpty || !name.utf8.allSatisfy(isOfName) ? nil : .name(name)
    }
    switch address.scope {
    case .unspecified: return .loopback
    case .multicast, .broadcast: return nil
    case .loopback, .linkLocal, .privateUse, .global: return .address(address)
    }
  }

  /// As the hosts files of Debian and Red Hat name them.
  private static let loopback: [String: Host] = {
    let six = Host.address(IPAddress(v6High: 0, low: 1))
    return [
      "localhost": .loopback, "localhost.localdomain": .loopback, "localhost4": .loopback,
      "localhost6": six, "ip6-localhost": six, "ip6-loopback": six,
    ]
  }()

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Whether it leads to this machine wherever it is read.
  package var isLoopback: Bool {
    switch host {
    case .loopback: true
    case .address(let address): address.scope == .loopback
    case .name: false
    }
  }
}

// MARK: - Who is there

extension LocalURL {
  /// Whether it leads to what took this port.
  package func leads(to bound: Bound) -> Bool {
    let own = bound.endpoint
    guard own.port == port else { return false }
    let takesAny = own.address.scope == .unspecified
    switch host {
    case .loopback: return takesAny || own.address.scope == .loopback
    case .name(let name): return bound.names.contains(name)
    case .address(let address):
      if !takesAny { return own.address == address }
      return bound.takes(address)
    }
  }

  /// Whether it leads to this address of loopback.
  package func leads(toLoopback endpoint: Endpoint) -> Bool {
    guard endpoint.port == port else { return false }
    switch host {
    case .loopback: return true
    case .address(let address): return address == endpoint.address
    case .name: return false
    }
  }
}
