// SPDX-License-Identifier: Apache-2.0

package import Events

/// One endpoint, or one kind of endpoint, that a server is expected to use.
package struct Expectation: Hashable, Sendable {
  package enum Target: Hashable, Sendable {
    case host(HostPattern)
    case network(Network)
    case socket(SocketPattern)
    /// Every public address.
    case any
    /// Nothing at all.
    case none
  }

  package var target: Target
  package var ports: ClosedRange<UInt16>
  package var protocols: ProtocolSet
  /// What may be sent before `upload-over-budget` fires; nil is no limit.
  package var maxUpload: UploadBudget?
  /// In the policy's spelling.
  package var text: String
  package var origin: Origin

  package static let defaultPort: UInt16 = 443
  package static let allPorts: ClosedRange<UInt16> = 0...UInt16.max

  /// Whether port and protocol fit; says nothing of the address.
  package func fits(port: UInt16, transport: TransportProtocol) -> Bool {
    let asked = ProtocolSet(transport)
    guard protocols.contains(asked) else { return false }
    return asked.hasPorts ? ports.contains(port) : hasPortlessProtocols
  }

  /// ICMP and protocols without a name fit if no port was asked for.
  private var hasPortlessProtocols: Bool { protocols == .icmp || ports == Self.allPorts }
}

extension Expectation: CustomStringConvertible {
  package var description: String { text }
}
