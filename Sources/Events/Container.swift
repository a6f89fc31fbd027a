// SPDX-License-Identifier: Apache-2.0

/// What a container runtime's own files say of the container that a process runs in.
package struct Container: Hashable, Sendable {
  package var time: Instant
  /// The process it was asked for.
  package var process: ProcessID
  package var pidNamespace: UInt32
  /// 64 hexadecimal digits for the engines that Egret knows.
  package var id: String
  /// `docker`, `podman`, `containerd`; empty where only the id is known.
  package var engine: String
  package var name: String
  /// As it was asked for: `ghcr.io/owner/image:tag`; empty where it is not known.
  package var image: String
  /// The program and its arguments, the entry point's among them.
  package var arguments: [String]
  /// The server's name, as a gateway's label gives it; empty without one.
  package var serverName: String
  /// Who set that label: `docker-mcp-name` or `toolhive-name`.
  package var serverLabel: String
  /// `KEY=VALUE`, those of its pod among them.
  package var labels: [String]
  /// The pod of Kubernetes that it is of; empty without one.
  package var podNamespace: String
  package var podName: String
  /// The machine's TCP ports that lead into it; the unspecified address stands for any of the machine's.
  package var ports: [Endpoint] = []
  /// Where a port is of any address: those that the machine has, loopback's left out.
  package var addresses: [IPAddress] = []
  /// Those of the awaited names that lead to these ports.
  package var names: [String] = []

  package init(
    time: Instant, process: ProcessID, pidNamespace: UInt32, id: String, engine: String = "",
    name: String = "", image: String = "", arguments: [String] = [], serverName: String = "",
    serverLabel: String = "", labels: [String] = [], podNamespace: String = "", podName: String = ""
  ) {
    self.time = time
    self.process = process
    self.pidNamespace = pidNamespace
    self.id = id
    self.engine = engine
    self.name = name
    self.image = image
    self.arguments = arguments
    self.serverName = serverName
    self.serverLabel = serverLabel
    self.labels = labels
    self.podNamespace = podNamespace
    self.podName = podName
  }
}

extension Container {
  /// Its published ports, as if its process had taken them.
  package var bounds: [Bound] {
    let actor = Actor(process: process, thread: process.pid, program: .unknown)
    return ports.map { port in
      var bound = Bound(time: time, actor: actor, endpoint: port, hook: .sockets, netNamespace: 0)
      if port.address.scope == .unspecified { bound.addresses = addresses }
      bound.names = names
      return bound
    }
  }
}
