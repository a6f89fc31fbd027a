// SPDX-License-Identifier: Apache-2.0

import Events
import Testing

@testable import Monitoring

@Suite struct NumericHostTests {
  @Test(arguments: [
    ("127.0.0.1", "127.0.0.1"), ("2852039166", "169.254.169.254"),
    ("0xa9fea9fe", "169.254.169.254"),
    ("0x7f.1", "127.0.0.1"), ("127.1", "127.0.0.1"), ("0177.0.0.01", "127.0.0.1"),
    ("10.1.258", "10.1.1.2"), ("4294967295", "255.255.255.255"), ("::1", "::1"), ("0", "0.0.0.0"),
  ]) func readsWhatResolversTakeForAnAddress(host: String, address: String) {
    #expect(NumericHost.address(host) == IPAddress(address))
  }

  @Test(arguments: [
    "", ".", "example.com", "1.example", "4294967296", "256.1", "1.2.3.4.5", "0x", "0xg", "08",
    "1.2.3.256", "1.16777216", "-1", "+1", "1..2", String(repeating: "1", count: 200),
  ]) func anythingElseIsAName(host: String) { #expect(NumericHost.address(host) == nil) }
}
