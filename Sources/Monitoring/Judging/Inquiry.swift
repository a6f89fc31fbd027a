// SPDX-License-Identifier: Apache-2.0

package import Events
internal import Names
package import Policies
internal import Servers

/// A server that would reach an endpoint, put to the judge of `run`: nothing has happened, and the answer is
/// what would be reported if it did, while the server serves.
package struct Inquiry {
  private let instance: ServerInstance
  private let resolvers: Set<IPAddress>

  /// `resolvers` are the machine's; those that the policy lists stand in their place.
  package init(
    _ policy: Policy, _ subject: Subject, proxies: NamedProxies = NamedProxies(),
    resolvers: [IPAddress] = []
  ) {
    let entries = (subject.names.isEmpty ? [""] : subject.names).map { name in
      ServerEntry(
        name: name, transport: .stdio(command: [subject.program]), client: subject.client,
        scope: .user, file: "", implied: subject.implied, granted: subject.granted,
        proxies: subject.proxies)
    }
    let recognition = Recognition(
      candidates: entries, confidence: .high, reasons: [], package: subject.package,
      isManual: false)
    var instance = ServerInstance(number: 1, recognition: recognition, exec: Self.exec)
    instance.namedProxies = proxies
    instance.expect(by: ConfiguredServers(policy: policy, recognisers: []))
    self.instance = instance
    switch policy.resolvers {
    case .addresses(let chosen): self.resolvers = Set(chosen)
    case .system: self.resolvers = Set(resolvers)
    }
  }

  package var expectations: Expectations { instance.expectations }
  package var proxies: Expectations { instance.proxies }

  /// An address that a trusted resolver gave under these names.
  package func reach(
    _ endpoint: Endpoint, _ transport: TransportProtocol, names: [String] = []
  ) -> InquiryAnswer {
    let destination = Destination(
      time: Self.now, actor: Self.exec.actor, cookie: 0, endpoint: endpoint, transport: transport,
      hook: .connect4, via: .syscall, netNamespace: 0)
    var act = Act(.reached(destination), by: doer)
    let names = names.map { name in
      NameRecord(name: name, source: .hosts(mountNamespace: 0), learned: Self.now)
    }
    let isResolver = destination.isNameService && resolvers.contains(endpoint.address)
    act.names = KnownNames(trusted: names, isOwnResolver: isResolver)
    let judge = ReachJudge(destination, act)
    return InquiryAnswer(judge.verdict, judge.verdict.rules.isEmpty ? judge.allowance : nil)
  }

  /// A name, as if it led to a public address that no range but one of all addresses holds.
  package func reach(
    name: String, port: UInt16, _ transport: TransportProtocol
  ) -> InquiryAnswer {
    reach(Endpoint(address: Self.somewhere, port: port), transport, names: [name])
  }

  private var doer: Doer {
    Doer(
      actor: Self.exec.actor, instance: Shared(instance), standing: nil, programBegan: nil)
  }

  /// 192.88.99.1: the relay anycast of 6to4, which RFC 7526 took out of use.
  private static let somewhere = IPAddress(v4: 0xc058_6301)
  private static let now = Instant(nanoseconds: 3_600_000_000_000)
  private static let exec = Exec(
    time: Instant(nanoseconds: 0),
    actor: Actor(
      process: ProcessID(pid: 1, start: Instant(nanoseconds: 0)), thread: 1,
      program: ProgramID(rawValue: 1)), parent: ProcessID(pid: 0, start: Instant(nanoseconds: 0)),
    previous: .unknown, executable: "", file: "", arguments: [], environment: [], stdio: [],
    name: "", user: 0, namespaces: Namespaces(net: 0, mount: 0, pid: 0, user: 0))
}
