// SPDX-License-Identifier: Apache-2.0

/// What runs as a server that no client lists. Every condition that is there must hold.
package struct ServerRun: Hashable, Sendable {
  /// A systemd unit, the system's or a user's, with its suffix: `orders.service`.
  package var unit: TextPattern?
  package var container: ContainerRun?
  package var pod: PodRun?
  /// The whole path below the cgroups' root.
  package var cgroup: TextPattern?
  /// The whole command line, its words with a blank between.
  package var command: TextPattern?
  /// The file that runs, or that was to: its path, or its base name where there is no slash.
  package var executable: TextPattern?
  package var user: UserRun?
  /// The TCP port that it takes.
  package var listen: UInt16?

  package init(
    unit: TextPattern? = nil, container: ContainerRun? = nil, pod: PodRun? = nil,
    cgroup: TextPattern? = nil, command: TextPattern? = nil, executable: TextPattern? = nil,
    user: UserRun? = nil, listen: UInt16? = nil
  ) {
    self.unit = unit
    self.container = container
    self.pod = pod
    self.cgroup = cgroup
    self.command = command
    self.executable = executable
    self.user = user
    self.listen = listen
  }

  var conditions: Int {
    let own = [
      unit != nil, cgroup != nil, command != nil, executable != nil, user != nil, listen != nil,
    ].count { $0 }
    return own + (container?.conditions ?? 0) + (pod?.conditions ?? 0)
  }
}

extension ServerRun: CustomStringConvertible {
  /// The conditions in the policy's words: `unit orders.service, user mcp`.
  package var description: String {
    let own: [(String, String?)] = [
      ("unit", unit?.text), ("container", container?.name?.text),
      ("image", container?.image?.text), ("label", container?.label?.text ?? pod?.label?.text),
      ("pod", pod.map { "\($0.namespace?.text ?? "*")/\($0.name?.text ?? "*")" }),
      ("cgroup", cgroup?.text), ("command", command?.text), ("executable", executable?.text),
      ("user", user?.text), ("listen", listen.map(String.init)),
    ]
    return own.compactMap { word, text in text.map { "\(word) \($0)" } }.joined(separator: ", ")
  }
}

/// A container, by what its runtime's files say.
package struct ContainerRun: Hashable, Sendable {
  package var name: TextPattern?
  /// With its tag or digest, as it was asked for.
  package var image: TextPattern?
  /// `KEY=VALUE`.
  package var label: TextPattern?

  package init(name: TextPattern? = nil, image: TextPattern? = nil, label: TextPattern? = nil) {
    self.name = name
    self.image = image
    self.label = label
  }

  var conditions: Int { [name, image, label].count { $0 != nil } }
}

/// A pod of Kubernetes, by what the runtime's files say.
package struct PodRun: Hashable, Sendable {
  package var namespace: TextPattern?
  package var name: TextPattern?
  /// `KEY=VALUE`.
  package var label: TextPattern?

  package init(namespace: TextPattern? = nil, name: TextPattern? = nil, label: TextPattern? = nil) {
    self.namespace = namespace
    self.name = name
    self.label = label
  }

  var conditions: Int { [namespace, name, label].count { $0 != nil } }
}

/// A user, as the policy names it.
package struct UserRun: Hashable, Sendable {
  package var text: String
  package var place: Place
  /// nil where the name is not known yet.
  package var number: UInt32?

  package init(_ text: String, place: Place) {
    self.text = text
    self.place = place
    number = UInt32(text)
  }
}
