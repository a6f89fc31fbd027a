// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Names

/// How the machine resolves names, read once, as `run` reads it when a server begins.
struct MachineResolution {
  let resolvers: [IPAddress]
  /// None where somebody else than root may write the file: then a name in it is a claim.
  let hosts: [Resolvers.Host]

  init() {
    let own = UInt32(bitPattern: MachineFacts.ownProcess)
    guard let reading = ResolverFiles.read(asSeenBy: own, mountNamespace: 0) else {
      (resolvers, hosts) = ([], [])
      return
    }
    resolvers = ResolverConfiguration.resolvers(reading.resolv)
    hosts =
      reading.hostsWriters == Resolvers.Writers() ? ResolverConfiguration.hosts(reading.hosts) : []
  }
}
