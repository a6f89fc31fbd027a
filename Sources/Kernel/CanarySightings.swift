// SPDX-License-Identifier: Apache-2.0

internal import CWire
internal import Events

/// Which programs told of which acts: Egret's own records, taken out of the stream.
struct CanarySightings {
  /// Egret's pid.
  let own: UInt32
  private(set) var flight = CanaryFlight()
  /// Programs that told of an act of this flight.
  private(set) var told: Set<String> = []
  /// Programs that told of others' lives since the last flight began.
  private(set) var lives: Set<String> = []
  /// The time of the newest event; they come in its order.
  private(set) var latest = Instant(nanoseconds: 0)
  /// Processes that Egret started and that have not ended.
  private var children: Set<ProcessID> = []
  private static let mostChildren = 64

  init(own: UInt32) { self.own = own }

  /// A new flight: what was told before does not count for it, but for lives told meanwhile.
  mutating func begin() {
    flight = CanaryFlight()
    told = lives
    lives = []
  }

  mutating func did(_ flight: CanaryFlight) { self.flight = flight }

  /// Notes an event; true where it is Egret's own and nobody else's business.
  mutating func take(_ event: Event) -> Bool {
    latest = max(latest, event.time)
    switch event {
    case .fork(let fork): return take(fork)
    case .exec(let exec): return take(exec)
    case .exit(let exit): return take(exit)
    case .destination(let destination): return take(destination)
    case .askedCall(let asked): return take(asked)
    case .dnsPayload(let message): return take(message)
    case .streamSegment(let segment): return segment.owner.process.pid == own
    case .claim(let claim): return claim.owner.process.pid == own
    case .flowEnd(let flow): return take(flow)
    case .meddling(let meddling): return take(meddling)
    case .bound(let bound): return take(bound)
    case .resolvers, .registries, .proxies, .programFacts, .container, .firstMessage, .localPeer,
      .flowProgress, .loss, .tick:
      return false
    }
  }

  private mutating func take(_ fork: Fork) -> Bool {
    let isOwn = fork.parent.process.pid == own
    if isOwn {
      if children.count >= Self.mostChildren { children.removeAll() }
      children.insert(fork.child.process)
    }
    return note(WIRE_HOOK_on_fork, isOwn: isOwn)
  }

  private mutating func take(_ exec: Exec) -> Bool {
    note(WIRE_HOOK_on_exec, isOwn: children.contains(exec.actor.process))
  }

  private mutating func take(_ exit: Exit) -> Bool {
    note(WIRE_HOOK_on_exit, isOwn: children.remove(exit.actor.process) != nil)
  }

  /// Any process's life proves its hook, for this flight; others' also for the next.
  private mutating func note(_ row: wire_hook, isOwn: Bool) -> Bool {
    let program = Self.program(row)
    told.insert(program)
    if !isOwn { lives.insert(program) }
    return isOwn
  }

  private mutating func take(_ destination: Destination) -> Bool {
    guard destination.actor.process.pid == own else { return false }
    let target = CanaryFlight.Target(
      endpoint: destination.endpoint, transport: destination.transport)
    guard let act = flight.targets[target] else { return true }
    if act == .adopted { told.formUnion(act.recorded) }
    told.formUnion(Self.programs(of: destination.hook))
    if destination.asked == .read(.ip(destination.endpoint)) { told.formUnion(Self.asking(act)) }
    return true
  }

  private mutating func take(_ asked: AskedCall) -> Bool {
    guard asked.actor.process.pid == own else { return false }
    told.formUnion(programs(of: asked))
    return true
  }

  /// The programs that can have told of an act of this flight; none for anything else. Of several one
  /// is attached.
  private func programs(of asked: AskedCall) -> [String] {
    switch asked.address {
    case .read(.ip(let endpoint)):
      let target = CanaryFlight.Target(endpoint: endpoint, transport: .udp)
      return flight.targets[target] == nil ? [] : Self.programs(of: asked.hook)
    case .read(.unix(let name)):
      guard asked.hook == .unix || asked.hook == .unixConnected else { return [] }
      return Array(flight.names[name]?.recorded ?? [])
    case .read(.other):  // no family, but a call: TUN
      return Self.programs(of: asked.hook)
    case .read(.none), .none, .unreadable, .many: return []
    }
  }

  private mutating func take(_ message: DNSPayload) -> Bool {
    guard message.owner.process.pid == own else { return false }
    told.formUnion(Self.programs(of: message.isAnswer ? .ingress : .egress))
    return true
  }

  private mutating func take(_ flow: FlowEnd) -> Bool {
    guard flow.owner.process.pid == own else { return false }
    let target = CanaryFlight.Target(endpoint: flow.endpoint, transport: flow.transport)
    if flight.targets[target] != nil { told.formUnion(Self.programs(of: .release)) }
    return true
  }

  /// A port that a socket of the canary holds.
  private mutating func take(_ bound: Bound) -> Bool {
    guard bound.actor.process.pid == own else { return false }
    told.formUnion(Self.programs(of: bound.hook))
    return true
  }

  private mutating func take(_ meddling: Meddling) -> Bool {
    guard meddling.actor.process.pid == own else { return false }
    told.formUnion(Self.programs(of: meddling.call))
    return true
  }

  /// The programs whose records name a hook.
  private static func programs(of hook: Hook) -> [String] {
    KernelHook.all.filter { $0.name == hook }.map(\.program)
  }

  /// The program of the system call itself.
  private static func programs(of call: Meddling.Call) -> [String] {
    let kind = KernelHook.Kind.syscallTracepoint(name: "sys_enter_" + call.rawValue)
    return KernelHook.all.filter { $0.kind == kind }.map(\.program)
  }

  /// The program that read what an act gave to its system call.
  private static func asking(_ act: CanaryAct) -> [String] {
    KernelHook.all.filter { hook in
      guard case .syscallTracepoint = hook.kind else { return false }
      return hook.proofs[act] == .record
    }.map(\.program)
  }

  private static func program(_ row: wire_hook) -> String {
    KernelHook.all.first { $0.is(row) }?.program ?? ""
  }
}
