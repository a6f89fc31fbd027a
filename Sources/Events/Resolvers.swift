// SPDX-License-Identifier: Apache-2.0

/// What a mount namespace's resolv.conf and hosts file say, as read when a server began.
package struct Resolvers: Hashable, Sendable {
  /// One address of the hosts file with its names.
  package struct Host: Hashable, Sendable {
    package var address: IPAddress
    package var names: [String]

    package init(address: IPAddress, names: [String]) {
      self.address = address
      self.names = names
    }
  }

  package var time: Instant
  package var mountNamespace: UInt32
  package var addresses: [IPAddress]
  package var hosts: [Host]
  /// What is appended to names, in the order of resolv.conf.
  package var searchDomains: [String]
  /// What the machine is called; empty where it was not asked.
  package var hostName: String

  package init(
    time: Instant, mountNamespace: UInt32, addresses: [IPAddress], hosts: [Host] = [],
    searchDomains: [String] = [], hostName: String = ""
  ) {
    self.time = time
    self.mountNamespace = mountNamespace
    self.addresses = addresses
    self.hosts = hosts
    self.searchDomains = searchDomains
    self.hostName = hostName
  }
}
