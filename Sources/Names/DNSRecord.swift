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
    /// TXT: its size in bytes, and a digest that two of the same text share, not what it says.
    case text(size: Int, digest: Int = 0)
    case other(DNSType, size: Int, digest: Int = 0)

    /// Of this process only: no digest leaves it.
    package static func digest(_ bytes: some Sequence<UInt8>) -> Int {
      var hasher = Hasher()
      for byte in bytes { hasher.combine(byte) }
      return hasher.finalize()
    }
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
