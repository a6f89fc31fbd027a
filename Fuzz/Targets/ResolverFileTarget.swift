// SPDX-License-Identifier: Apache-2.0

import Events
import Names

/// resolv.conf and hosts, which may come from a mount namespace that a process made up.
enum ResolverFileTarget: Target {
  static let name = "resolver-files"
  static let about = "resolv.conf and hosts; what they say fits a line of the event log"
  static let rounds: UInt64 = 4_000
  static let words = [
    "nameserver ", "nameserver fe80::1%eth0\n", "\n::1 localhost\n", "127.0.0.1 ", "options edns0",
    "#", ";", "search a.test", "\t", "\r\n", "0.0.0.0 blocked.test\n",
  ]

  static func feed(_ input: [UInt8]) throws(Find) -> Bool {
    let addresses = ResolverConfiguration.resolvers(input)
    try hold("there are 1 to 16 resolvers", addresses, (1...16).contains(addresses.count))
    let hosts = ResolverConfiguration.hosts(input)
    for name in hosts.flatMap(\.names) {
      try Rules.isHostName(name)
      try hold("a host's name is in lower case", name, name == name.lowercased())
    }
    try Rules.comesBack(
      .resolvers(
        Resolvers(
          time: Instant(nanoseconds: 1), mountNamespace: 1, addresses: addresses, hosts: hosts)))
    return !hosts.isEmpty || addresses != [IPAddress(v4: 0x7f00_0001)]
  }
}
