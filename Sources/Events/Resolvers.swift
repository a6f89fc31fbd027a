// SPDX-License-Identifier: Apache-2.0

/// What a mount namespace's resolv.conf and hosts file say, as read when a server began or when they
/// changed, who could have written them, and who resolves names for the machine.
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

  /// Who can write a file, root apart.
  package struct Writers: Hashable, Sendable {
    package var owner: UInt32
    /// Its group, where that is not root's, or everybody may write it.
    package var isOpen: Bool

    package init(owner: UInt32 = 0, isOpen: Bool = false) {
      self.owner = owner
      self.isOpen = isOpen
    }
  }

  package var time: Instant
  /// 0 for the machine's own, which count where a server's could not be read.
  package var mountNamespace: UInt32
  package var addresses: [IPAddress]
  package var hosts: [Host]
  package var resolvWriters = Writers()
  package var hostsWriters = Writers()
  /// Egret lives in the mount namespace: what is mounted there the machine has mounted.
  package var isOfMachine = false
  /// The mount namespace belongs to a user namespace other than the machine's: any user can make one,
  /// and put files of his own in their places.
  package var isOfUser = false
  /// Of the machine's own: the processes that answer for these addresses, and for the C library.
  package var daemons: [ProcessID] = []
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
