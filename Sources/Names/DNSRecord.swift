// SPDX-License-Identifier: Apache-2.0

package import Events

/// A resource record of class IN.
package struct DNSRecord: Hashable, Sendable {
  package enum Payload: Hashable, Sendable {
    /// A or AAAA.
    case address(IPAddress)
    /// CNAME.
    case alias(String)
    /// SRV: the host that serves, as RFC 2782 has it.
    case server(String)
    /// SVCB or HTTPS.
    case service(ServiceBinding)
    /// TXT: its size in bytes, not what it says.
    case text(size: Int)
    case other(DNSType, size: Int)
  }

  package var name: String
  /// Seconds, as the resolver gave them.
  package var timeToLive: UInt32
  package var payload: Payload

  package init(name: String, timeToLive: UInt32, payload: Payload) {
    self.name = name
    self.timeToLive = timeToLive
    self.payload = payload
  }
}
