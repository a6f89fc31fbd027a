// SPDX-License-Identifier: Apache-2.0

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
    case .flowEnd(let flow): return take(flow)
    case .meddling(let meddling): return take(meddling)
    case .resolvers, .registries, .container, .firstMessage, .loss, .tick: return false
    }
  }

  private mutating func take(_ fork: Fork) -> Bool {
    let isOwn = fork.parent.process.pid == own
    if isOwn {
      if children.count >= Self.mostChildren { children.removeAll() }
      children.insert(fork.child.process)
    }
    return note("on_fork", isOwn: isOwn)
  }

  private mutating func take(_ exec: Exec) -> Bool {
    note("on_exec", isOwn: children.contains(exec.actor.process))
  }

  private mutating func take(_ exit: Exit) -> Bool {
    note("on_exit", isOwn: children.remove(exit.actor.process) != nil)
  }

  /// Any process's life proves its hook, for this flight; others' also for the next.
  private mutating func note(_ program: String, isOwn: Bool) -> Bool {
    told.insert(program)
    if !isOwn { lives.insert(program) }
    return isOwn
  }

  private mutating func take(_ destination: Destination) -> Bool {
    guard destination.actor.process.pid == own else { return false }
    let target = CanaryFlight.Target(
      endpoint: destination.endpoint, transport: destination.transport)
    guard let act = flight.targets[target] else { return true }
    if act == .adopted { told.insert("on_socket") }
    if let program = Self.program(of: destination.hook) { told.insert(program) }
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
      return flight.targets[target].flatMap { _ in Self.program(of: asked.hook) }.map { [$0] } ?? []
    case .read(.unix(let name)):
      return asked.hook == .unix ? flight.names[name].map { Array($0.programs.keys) } ?? [] : []
    case .read(.other):  // no family, but a call: TUN
      return Self.program(of: asked.hook).map { [$0] } ?? []
    case .read(.none), .none, .unreadable, .many: return []
    }
  }

  private mutating func take(_ message: DNSPayload) -> Bool {
    guard message.owner.process.pid == own else { return false }
    told.insert(message.isAnswer ? "on_ingress" : "on_egress")
    return true
  }

  private mutating func take(_ flow: FlowEnd) -> Bool {
    guard flow.owner.process.pid == own else { return false }
    let target = CanaryFlight.Target(endpoint: flow.endpoint, transport: flow.transport)
    if flight.targets[target] != nil { told.insert("on_release") }
    return true
  }

  private mutating func take(_ meddling: Meddling) -> Bool {
    guard meddling.actor.process.pid == own else { return false }
    told.insert(Self.program(of: meddling.call))
    return true
  }

  private static func program(of call: Meddling.Call) -> String {
    switch call {
    case .ptrace: "on_ptrace"
    case .getDescriptor: "on_pidfd_getfd"
    case .writeMemory: "on_vm_writev"
    case .writeMemoryFile: "on_pwrite"
    }
  }

  private static func program(of hook: Hook) -> String? {
    switch hook {
    case .connect4: "on_connect4"
    case .connect6: "on_connect6"
    case .sendmsg4: "on_sendmsg4"
    case .sendmsg6: "on_sendmsg6"
    case .sysConnect: "on_connect"
    case .sysSendto: "on_sendto"
    case .sysSendmsg: "on_sendmsg"
    case .sysSendmmsg: "on_sendmmsg"
    case .egress: "on_egress"
    case .ingress: "on_ingress"
    case .sysSocket: "on_sys_socket"
    case .sysIoctl: "on_ioctl"
    case .sendLength: "on_send_length"
    case .unix, .route, .release, .floor, .sysPtrace, .sysPidfdGetfd, .sysWriteMemory,
      .sysWriteFile, .sockets, .files:
      nil
    }
  }

  /// The program that read the address which the act gave to its system call.
  private static func asking(_ act: CanaryAct) -> Set<String> {
    switch act {
    case .connect4, .connect6: ["on_connect"]
    case .sendto4, .sendto6: ["on_sendto"]
    case .sendmsg4, .sendmsg6: ["on_sendmsg"]
    case .adopted, .sendmmsg4, .sendmmsg6, .connected4, .connected6, .raw, .answer, .connectUnix,
      .sendUnix, .tunnel, .ptrace, .getDescriptor, .writeMemory, .seek, .writeAt, .spawn:
      []
    }
  }
}
