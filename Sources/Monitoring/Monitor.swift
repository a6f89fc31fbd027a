// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Names
package import Policies
internal import Processes
package import Servers

/// Turns observed events into decisions. Has no clock, no lock and no I/O.
package struct Monitor {
  var policy: Policy
  var recognisers: [any Recogniser]
  var processes = ProcessTree()
  var servers = ServerTable()
  var names = NameCache()
  /// The machine's own resolvers, for a server whose own could not be read.
  var machineResolvers: Set<IPAddress> = []
  var askedMessages = AskedMessages()
  /// Flows that were told and whose sockets are open.
  var openFlows = OpenFlows()
  /// Every flow of a server is told, expected or not.
  let tellsAll: Bool
  /// Unix sockets over which a broker was reached, by inode.
  var brokerSockets: Set<UInt32> = []
  /// What programs of servers are there for, where that is more than serving.
  var standings: [ProgramID: LaunchStanding] = [:]
  var unlisted = UnlistedPrograms()
  var containers = ContainerTable()
  /// The machine's own pid namespace; 0 until it is known.
  var machinePidNamespace: UInt32 = 0
  var older = OlderConnections()
  /// When evidence was last found lost in the rings: a name may be missing.
  var lostEvidence: Instant?
  /// What was seen of processes that are being looked up; until the next tick.
  var strangers: [ProcessID: [Event]] = [:]
  /// Evidence that was dropped because too much waited to be looked up.
  var droppedStrangers: UInt64 = 0
  /// What a person started by hand is judged too.
  package var judgesManual: Bool
  /// Forks, execs or exits were lost: processes may run that nobody here knows. Never cleared: such
  /// a process, and those that it starts, may live as long as the machine.
  var hasLostLifecycle = false

  package init(
    policy: Policy, recognisers: [any Recogniser], tellsAll: Bool = false,
    judgesManual: Bool = false
  ) {
    self.policy = policy
    self.tellsAll = tellsAll
    self.recognisers = recognisers
    self.judgesManual = judgesManual
  }

  /// Servers with a living process that are judged.
  package var runningServers: Int {
    servers.instances.values.count { $0.ended == nil && isJudged($0) }
  }

  /// What the event means: decisions to report, and directives for the machine's side.
  package mutating func consume(_ event: Event) -> [Outcome] {
    switch event {
    case .fork(let fork): return consume(fork)
    case .exec(let exec): return consume(exec)
    case .exit(let exit): return consume(exit)
    case .askedCall(let asked): return consume(asked)
    case .destination(let destination): return consume(destination)
    case .dnsPayload(let message):
      _ = names.learn(message)
      return []
    case .meddling(let meddling): return consume(meddling)
    case .flowEnd(let flow): return consume(flow)
    case .resolvers(let resolvers):
      learn(resolvers)
      return []
    case .registries(let registries):
      learn(registries)
      return []
    case .container(let container): return consume(container)
    case .firstMessage(let message):
      learn(message)
      return []
    case .loss(let loss):
      if loss.stage == .evidenceRing { lostEvidence = loss.time }
      if loss.stage == .lifecycleRing || loss.stage == .recursion { hasLostLifecycle = true }
      return []
    case .tick(let time):
      processes.advance(to: time)
      strangers.removeAll()
      servers.advance(to: time, isDoubtful: hasLostLifecycle || processes.refused > 0)
      forgetStandings()
      return []
    }
  }

  /// Another policy or other entries from now on. Servers that run keep their name and are judged
  /// by the new policy; programs that were ignored are looked at again.
  package mutating func replace(policy: Policy, recognisers: [any Recogniser]) -> [Outcome] {
    self.policy = policy
    self.recognisers = recognisers
    recogniseUnlisted()
    servers.updateAll { $0.expectations = Self.expectations(for: $0.recognition, in: policy) }
    return reclassify()
  }

  /// Of several candidates only what every one of them may use: doubt is told.
  static func expectations(for recognition: Recognition, in policy: Policy) -> Expectations {
    if recognition.isUnlisted { return .none }
    return .all(
      of: recognition.candidates.map { entry in
        policy.expectations(
          for: Subject(
            names: [entry.name], package: recognition.package, program: command(of: entry),
            client: entry.client, implied: entry.implied, granted: entry.granted))
      })
  }

  private static func command(of entry: ServerEntry) -> String {
    guard case .stdio(let command) = entry.transport else { return "" }
    return command.first ?? ""
  }

  private mutating func learn(_ resolvers: Resolvers) {
    let addresses = Set(resolvers.addresses)
    if resolvers.mountNamespace == 0 { machineResolvers = addresses }
    let namespaces = servers.resolve(addresses, mountNamespace: resolvers.mountNamespace)
    for net in namespaces {
      names.learn(
        hosts: resolvers.hosts, mountNamespace: resolvers.mountNamespace, netNamespace: net,
        at: resolvers.time)
    }
  }
}
