// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import Testing

@Suite struct ResolverConfigurationTests {
  @Test(arguments: [
    ("nameserver 198.51.100.53\n", ["198.51.100.53"]),
    (
      "# nameserver 1.1.1.1\n;nameserver 1.1.1.1\nnameserver\t2001:db8::53 # x\r\n",
      ["2001:db8::53"]
    ),
    ("nameserver fe80::1%eth0\nsearch a b\noptions ndots:5", ["fe80::1"]),
    (
      "nameserver 198.51.100.1\nnameserver 198.51.100.1\nnameserver ::ffff:198.51.100.2",
      ["198.51.100.1", "198.51.100.2"]
    ),
    ("", ["127.0.0.1"]), ("nameserver\nnameserver x\nnameservers 1.1.1.1", ["127.0.0.1"]),
    ("\u{0}\u{1}\n\nnameserver 198.51.100.3 trailing", ["198.51.100.3"]),
  ])
  func readsResolvers(text: String, addresses: [String]) {
    let found = ResolverConfiguration.resolvers(Array(text.utf8))
    #expect(found.map(\.description) == addresses)
  }

  @Test func boundsResolvers() {
    let text = (0..<100).map { "nameserver 198.51.100.\($0)\n" }.joined()
    #expect(ResolverConfiguration.resolvers(Array(text.utf8)).count == 16)
  }

  @Test func findsTheAddressesOfSomeNames() {
    let text = """
      127.0.0.1 localhost
      127.0.1.1 Workstation.example workstation
      198.51.100.7 workstation # another
      0.0.0.0 blocked
      2001:db8::7 six
      """
    let found = ResolverConfiguration.addresses(
      of: ["workstation", "blocked", "six", "other"], in: Array(text.utf8))
    #expect(
      found.mapValues { $0.map(\.description) }
        == ["workstation": ["127.0.1.1", "198.51.100.7"], "six": ["2001:db8::7"]])
    #expect(ResolverConfiguration.addresses(of: [], in: Array(text.utf8)).isEmpty)
  }

  @Test func readsHosts() {
    let text = """
      127.0.0.1 localhost
      198.51.100.7\tAPI.internal.  api # comment
      0.0.0.0 ads.test
      :: ads.test
      fe80::1%lo0 link
      nonsense here
      198.51.100.8
      198.51.100.9 bad\u{1b}name good
      """
    #expect(
      ResolverConfiguration.hosts(Array(text.utf8)) == [
        Resolvers.Host(address: IPAddress(v4: 0xc633_6407), names: ["api.internal", "api"]),
        Resolvers.Host(address: IPAddress(v6High: 0xfe80_0000_0000_0000, low: 1), names: ["link"]),
        Resolvers.Host(address: IPAddress(v4: 0xc633_6409), names: ["good"]),
      ])
  }

  @Test func boundsHosts() {
    let text = (0..<100_000).map { "198.51.100.1 host\($0).test\n" }.joined()
    let hosts = ResolverConfiguration.hosts(Array(text.utf8))
    #expect(hosts.count > 400)
    #expect(hosts.flatMap(\.names).reduce(0) { $0 + $1.utf8.count } < 40_960)
    #expect(ResolverConfiguration.hosts([UInt8](repeating: 0xff, count: 100_000)).isEmpty)
    let long = "198.51.100.1 " + String(repeating: "a", count: 254)
    #expect(ResolverConfiguration.hosts(Array(long.utf8)).isEmpty)
  }

  /// Lists of blocked hosts have tens of thousands of lines, and what a person wrote may stand behind.
  @Test func aBlockingHostsFileIsPassedOver() {
    let blocked = (0..<40_000).map {
      "\($0.isMultiple(of: 2) ? "0.0.0.0" : "127.0.0.1") h\($0).test"
    }
    let text = blocked.joined(separator: "\n") + "\n192.0.2.7 wiki.corp.test # ours\n::1 x\n"
    let address = IPAddress(v4: 0xc000_0207)
    #expect(
      ResolverConfiguration.hosts(Array(text.utf8)) == [
        Resolvers.Host(address: address, names: ["wiki.corp.test"])
      ])
  }
}
