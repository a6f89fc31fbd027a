// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@Suite struct IPAddressTests {
  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("::", "::"), ("::1", "::1"),
    ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
    ("fe80::1", "fe80::1"), ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
    ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
  ])
  func readsAndWrites(text: String, canonical: String) {
    #expect(IPAddress(text)?.description == canonical)
  }

  @Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.1.1.1", "1.2.3.4 ", ":::", "1::2::3",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9", "12345::", "fe80::1%eth0", "[::1]", "1.2.3.4::", "::1.2.3", "g::",
    "1:2:3:4:5:6:7:8::",
  ])
  func refuses(text: String) { #expect(IPAddress(text) == nil) }

  @Test(arguments: [
    ("0.0.0.0", IPAddress.Scope.unspecified), ("127.9.9.9", .loopback), ("169.254.1.1", .linkLocal),
    ("10.1.1.1", .privateUse), ("172.32.0.1", .global), ("100.64.0.1", .privateUse),
    ("255.255.255.255", .broadcast), ("224.0.0.1", .multicast), ("::", .unspecified),
    ("::1", .loopback), ("fe80::9", .linkLocal), ("fd00::1", .privateUse), ("ff02::1", .multicast),
    ("2001:db8::1", .global),
  ])
  func knowsItsScope(text: String, scope: IPAddress.Scope) {
    #expect(IPAddress(text)?.scope == scope)
  }

  @Test(arguments: ["169.254.169.254", "169.254.170.2", "fd00:ec2::254", "::ffff:169.254.169.254"])
  func knowsMetadataServices(text: String) { #expect(IPAddress(text)?.isMetadataService == true) }
}
