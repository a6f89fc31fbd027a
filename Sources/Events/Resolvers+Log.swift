// SPDX-License-Identifier: Apache-2.0

/// The keys by which the event log writes and reads resolvers.
extension Resolvers: EventLogTimedRecord {
  static var blank: Resolvers {
    Resolvers(time: Instant(nanoseconds: 0), mountNamespace: 0, addresses: [])
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.field("mount_namespace", &mountNamespace)
    coder.field("addresses", &addresses)
    coder.field("hosts", &hosts)
    coder.field("owner", &resolvWriters.owner)
    coder.field("open", &resolvWriters.isOpen)
    coder.field("hosts_owner", &hostsWriters.owner)
    coder.field("hosts_open", &hostsWriters.isOpen)
    coder.field("machine", &isOfMachine)
    coder.field("user_namespace", &isOfUser)
    coder.field("daemons", &daemons)
    coder.field("search", &searchDomains)
    coder.field("hostname", &hostName)
  }
}

extension Resolvers.Host: EventLogRecord {
  static var blank: Resolvers.Host {
    Resolvers.Host(address: .blank, names: [])
  }

  mutating func describe(to coder: inout some EventLogCoder) {
    coder.required("ip", &address)
    coder.field("names", &names)
  }
}
