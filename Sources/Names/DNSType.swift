// SPDX-License-Identifier: Apache-2.0

/// A record type's number (IANA, DNS parameters), with names for those Egret reads.
package struct DNSType: Hashable, Sendable {
  package var number: UInt16

  package init(number: UInt16) { self.number = number }

  package static let a = DNSType(number: 1)
  package static let cname = DNSType(number: 5)
  package static let null = DNSType(number: 10)
  package static let ptr = DNSType(number: 12)
  package static let txt = DNSType(number: 16)
  package static let aaaa = DNSType(number: 28)
  package static let srv = DNSType(number: 33)
  package static let svcb = DNSType(number: 64)
  package static let https = DNSType(number: 65)
}
