// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
internal import CWire
package import Events

/// The kernel side at work: programs loaded and attached, rings read, words written back.
///
/// Dropping it detaches everything; nothing is pinned.
package struct KernelSession: ~Copyable {
  let object: LoadedObject
  let tracefs: Tracefs
  var attachments: Attachments
  private var rings: Rings
  private var interest: Interest
  private var suspects: Suspects
  private var ports: AwaitedPorts
  private var runs: AwaitedRuns
  private let strangers: KeptStrangers
  let counters: Counters
  private let floor: Floor
  let canary: CanaryFlag
  /// Does the canary's acts; nil where this process does.
  let canaryProcess: CanaryProcess?
  /// Egret's own records end here.
  var sightings: CanarySightings
  /// Records that the decoder did not understand.
  package private(set) var undecodable: UInt64 = 0

  /// Loads and attaches every hook that this kernel takes.
  ///
  /// Throws where a required one is missing, unless `isTolerant`: then only `hooks` says so.
  package init(
    isTolerant: Bool = false, canary canaryProcess: CanaryProcess? = nil
  ) throws(KernelError) {
    let cgroup = try Preflight.check()
    let own = OwnProcesses(canary: canaryProcess)
    let loaded = try AcceptedPrograms.load(
      limits: MachineLimits(), own: own, isTolerant: isTolerant)
    let refused = loaded.refused
    let object = loaded.take()
    let tracefs = try Tracefs()
    var attachments = Attachments(cgroup: cgroup)
    for hook in KernelHook.ofThisMachine {
      attachments.attach(hook, in: object, tracefs: tracefs, refused: refused[hook.program])
    }
    if !isTolerant { try Self.require(attachments.states) }
    // Where both are there the tracepoints leave Unix sockets to them.
    let unixHooks = attachments.states.filter { $0.hook.isUnix }
    try Self.set("brokers_hooked", of: unixHooks, to: object)
    // Only then do execs note their sockets.
    let receivers = attachments.states.filter { $0.hook.is(WIRE_HOOK_on_receive_length) }
    try Self.set("receivers_hooked", of: receivers, to: object)
    let began = unsafe try object.global("began")
    unsafe began.pointee = UInt32(truncatingIfNeeded: Clock.boottime() / 1_000_000_000)
    let rings = try Self.rings(of: object)
    let interest = try Self.interest(of: object)
    let suspects = unsafe Suspects(
      map: try object.map("suspects"), isInForce: try object.global("has_suspects"))
    let ports = unsafe AwaitedPorts(
      map: try object.map("awaited_ports"), isInForce: try object.global("awaits_ports"))
    let runs = try AwaitedRuns(of: object)
    let strangers = KeptStrangers(map: try object.map("strangers"))
    let counters = try Counters(of: object)
    let floor = Floor(map: try object.map("floor"))
    let canary = try CanaryFlag(of: object)
    self.object = object
    self.tracefs = tracefs
    self.attachments = attachments
    self.rings = rings
    self.interest = interest
    self.suspects = suspects
    self.ports = ports
    self.runs = runs
    self.strangers = strangers
    self.counters = counters
    self.floor = floor
    self.canary = canary
    self.canaryProcess = canaryProcess
    sightings = CanarySightings(own: own.canary)
  }

  /// What to poll for input.
  package var descriptors: [Int32] { rings.descriptors }
  package var hooks: [HookState] { attachments.states }

  /// Hands over what was observed, in the order of time, at most `limit` records; how many there
  /// were, Egret's own among them, which are kept back.
  package mutating func drain(limit: Int = 4096, _ body: (Event) -> Void) -> Int {
    var broken: UInt64 = 0
    var sightings = CanarySightings(own: 0)
    swap(&sightings, &self.sightings)  // taken out, not copied
    let count = unsafe rings.drain(limit: limit) { record in
      switch unsafe WireDecoder.decode(record) {
      case .event(let event): if !sightings.take(event) { body(event) }
      case .unknownKind, .malformed: broken += 1
      }
    }
    undecodable += broken
    swap(&sightings, &self.sightings)
    return count
  }

  package mutating func watch(_ program: ProgramID) { interest.watch(program) }

  package mutating func ignore(_ program: ProgramID) { interest.ignore(program) }
  package mutating func follow(_ program: ProgramID) { interest.follow(program) }
  package mutating func forget(_ program: ProgramID) { interest.forget(program) }

  /// How many base names `suspect` takes.
  package static let mostSuspects = Int(WIRE_SUSPECTS_MAX)

  /// From now on only programs of these base names are reported as they begin, and what descends from
  /// a program that is watched or followed. False where there are too many: then all are.
  package mutating func suspect(_ names: Set<String>, shells: Set<String>) -> Bool {
    suspects.publish(names, shells: shells)
  }

  /// From now on whoever takes one of these TCP ports is reported.
  package mutating func await(ports: Set<UInt16>) { self.ports.publish(ports) }

  /// From now on execs are reported that are these users', and where `byCgroup` those in cgroups that
  /// nobody passed. False where the users are too many.
  package mutating func awaitRuns(users: Set<UInt32>, byCgroup: Bool) -> Bool {
    runs.publish(users: users, byCgroup: byCgroup)
  }

  /// Execs in this cgroup need not be reported for it.
  package mutating func pass(cgroup: String) { runs.pass(cgroup: cgroup) }

  /// From now on all execs are reported.
  package mutating func suspectEverything() { suspects.suspendAll() }

  /// Names the program of a process that is older than Egret.
  package mutating func seed(_ process: ProcessID, program: ProgramID) {
    interest.seed(process, program: program)
  }

  /// The program that a process runs; nil if the kernel side does not know the process.
  package func program(of process: ProcessID) -> ProgramID? { interest.program(of: process) }

  /// What was kept of the last stranger that had the pid, however short its life was.
  package func stranger(pid: UInt32) -> Exec? { strangers.exec(of: pid) }

  /// Everything that was lost since the start, in one reading of the kernel's counters.
  package func losses() -> KernelLosses {
    let totals = counters.totals()
    let recursions = object.recursions()
    return KernelLosses(
      byStage: [
        .lifecycleRing: totals[.lifecycleLost] ?? 0,
        .evidenceRing: totals[.evidenceLost] ?? 0,
        .processState: (totals[.stateLost] ?? 0) + interest.refused,
        .socketOwner: totals[.ownerLost] ?? 0,
        .decode: undecodable,
        .recursion: recursions.values.reduce(0, &+),
      ], recursions: recursions, refused: counters.refused())
  }

  /// The destinations whose records found the ring full since the last call, each once, and how many
  /// records each stands for.
  package func takeFloor() -> [(destination: Destination, count: UInt64)] { floor.take() }

  /// Hooks that somebody took off, as far as the kernel tells.
  package mutating func detachedHooks() -> [KernelHook] { attachments.detached() }

  /// Attaches a hook again, whatever became of it; true where that worked.
  @discardableResult
  package mutating func attachAgain(_ hook: KernelHook) -> Bool {
    attachments.restore(hook, in: object, tracefs: tracefs)
  }

  private static func require(_ states: [HookState]) throws(KernelError) {
    for state in states where state.hook.isRequired {
      guard case .missing(let why) = state.outcome else { continue }
      throw KernelError(
        .attach, "cannot attach the hook \(state.hook.program)", why: why,
        advice: "Without it Egret would not see: \(state.hook.lostWithout). Try: egret doctor")
    }
  }

  /// Shows the kernel side, by a flag of its own, whether all of these hooks are attached.
  private static func set(
    _ flag: String, of states: [HookState], to object: borrowing LoadedObject
  ) throws(KernelError) {
    let flag = unsafe try object.global(flag)
    unsafe flag.pointee = states.allSatisfy { $0.outcome == .attached } ? 1 : 0
  }

  private static func rings(of object: borrowing LoadedObject) throws(KernelError) -> Rings {
    let lifecycle = try ring("lifecycle", of: object)
    let evidence = try ring("evidence", of: object)
    return Rings(lifecycle: lifecycle, evidence: evidence)
  }

  private static func ring(
    _ name: String, of object: borrowing LoadedObject
  ) throws(KernelError) -> Ring {
    try Ring(descriptor: try object.map(name), size: object.maxEntries(of: name))
  }

  private static func interest(of object: borrowing LoadedObject) throws(KernelError) -> Interest {
    let epoch = unsafe try object.global("epoch")
    return unsafe Interest(
      verdicts: try object.map("verdicts"), processes: try object.map("processes"), epoch: epoch)
  }
}
