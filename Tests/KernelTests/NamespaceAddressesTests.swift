// SPDX-License-Identifier: Apache-2.0

import Events
import Foundation
import Testing

@testable import Kernel

@Suite struct NamespaceAddressesTests {
  /// struct ifaddrmsg, then the attributes.
  private func message(_ attributes: [(kind: UInt8, bytes: [UInt8])]) -> ArraySlice<UInt8> {
    var bytes: [UInt8] = [2, 24, 0, 0, 1, 0, 0, 0]
    for attribute in attributes {
      let length = attribute.bytes.count + 4
      bytes += [UInt8(length), 0, attribute.kind, 0] + attribute.bytes
      bytes += [UInt8](repeating: 0, count: (4 - length % 4) % 4)
    }
    return bytes[...]
  }

  @Test func theOwnEndCounts() {
    let label: [UInt8] = Array("tun0".utf8) + [0]
    let found = NamespaceAddresses.address(
      message([(3, label), (1, [198, 51, 100, 1]), (2, [198, 51, 100, 2])]))
    #expect(found == IPAddress("198.51.100.2"))
    let six: [UInt8] = [0x20, 1, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [7]
    #expect(NamespaceAddresses.address(message([(1, six)])) == IPAddress("2001:db8::7"))
  }

  @Test func whatIsCutSaysNothing() {
    let whole = message([(1, [198, 51, 100, 1])])
    for count in 0..<16 { #expect(NamespaceAddresses.address(whole.prefix(count)) == nil) }
    #expect(NamespaceAddresses.address(message([(1, [1, 2, 3])])) == nil)
  }

  @Test(.enabled(if: geteuid() == 0, "a network namespace is entered as root alone"))
  func theMachinesOwnAreFound() throws {
    let own = UInt32(getpid())
    let found = NamespaceAddresses.of(own, netNamespace: MachineFacts.netNamespace(of: own))
    var first: UnsafeMutablePointer<ifaddrs>?
    try #require(getifaddrs(&first) == 0)
    defer { freeifaddrs(first) }
    var wanted: Set<IPAddress> = []
    var next = first
    while let entry = next?.pointee {
      next = entry.ifa_next
      guard let address = entry.ifa_addr, address.pointee.sa_family == sa_family_t(AF_INET) else {
        continue
      }
      let bits = address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        UInt32(bigEndian: $0.pointee.sin_addr.s_addr)
      }
      wanted.insert(IPAddress(v4: bits))
    }
    #expect(Set(found.filter(\.isIPv4)) == wanted.filter { $0.scope != .loopback })
    #expect(NamespaceAddresses.of(own, netNamespace: 1).isEmpty, "it is in another")
    #expect(NamespaceAddresses.of(.max, netNamespace: 1).isEmpty)
  }

  @Test func nothingComesByItself() throws {
    let news = AddressNews()
    switch news {
    case .some(let news):
      let isNews = news.come()
      #expect(!isNews)
    case .none: Issue.record("the kernel has no news of addresses")
    }
  }
}
