// SPDX-License-Identifier: Apache-2.0

internal import CLibbpf
package import Events

/// The kernel side at work: programs loaded and attached, rings read, words written back.
///
/// Dropping it detaches everything; nothing is pinned.
package struct KernelSession: ~Copyable {
  private let object: LoadedObject
  private let tracefs: Tracefs
  private var attachments: Attachments
  private var rings: Rings
  private var interest: Interest
  private let counters: Counters
  private let floor: Floor
  private let canary: CanaryFlag
  /// Records that the decoder did not understand.
  package private(set) var undecodable: UInt64 = 0

  /// Loads, attaches every hook and checks that the required ones are there.
  package init() throws(KernelError) {
    let cgroup = try Preflight.check()
    let object = try LoadedObject.load(limits: MachineLimits())
    let tracefs = try Tracefs()
    var attachments = Attachments(cgroup: cgroup)
    for hook in KernelHook.all { attachments.attach(hook, in: object, tracefs: tracefs) }
    try Self.require(attachments.states)
    let rings = try Self.rings(of: object)
    let interest = try Self.interest(of: object)
    let counters = Counters(map: try object.map("counters"))
    let floor = Floor(map: try object.map("destinations"))
    let canary = try CanaryFlag(of: object)
    self.object = object
    self.tracefs = tracefs
    self.attachments = attachments
    self.rings = rings
    self.interest = interest
    self.counters = counters
    self.floor = floor
    self.canary = canary
  }

  /// What to poll for input.
  package var descriptors: [Int32] { rings.descriptors }
  package var hooks: [HookState] { attachments.states }

  /// Hands over what was observed, in the order of time, at most `limit` records; how many there
  /// were.
  package mutating func drain(limit: Int = 4096, _ body: (Event) -> Void) -> Int {
    var broken: UInt64 = 0
    let count = unsafe rings.drain(limit: limit) { record in
      switch unsafe WireDecoder.decode(record) {
      case .event(let event): body(event)
      case .unknownKind, .malformed: broken += 1
      }
    }
    undecodable += broken
    return count
  }

  package mutating func watch(_ program: ProgramID, server: UInt32) {
    interest.watch(program, server: server)
  }

  package mutating func ignore(_ program: ProgramID) { interest.ignore(program) }
  package mutating func forget(_ program: ProgramID) { interest.forget(program) }

  /// Names the program of a process that is older than Egret.
  package mutating func seed(_ process: ProcessID, program: ProgramID) {
    interest.seed(process, program: program)
  }

  /// Everything that was lost, by stage, since the start.
  package func losses() -> [Loss.Stage: UInt64] {
    let totals = counters.totals()
    return [
      .lifecycleRing: totals[.lifecycleLost] ?? 0,
      .evidenceRing: totals[.evidenceLost] ?? 0,
      .processState: (totals[.stateLost] ?? 0) + interest.refused,
      .socketOwner: totals[.ownerLost] ?? 0,
      .decode: undecodable,
    ]
  }

  /// The destinations whose records found the ring full since the last call, each once, and how many
  /// records each stands for.
  package func takeFloor() -> [(destination: Destination, count: UInt64)] { floor.take() }

  /// While `body` runs, what this process does is reported like a watched server's.
  package mutating func withCanary(_ body: () -> Void) {
    canary.raise()
    body()
    canary.lower()
  }

  /// Attaches again what was detached from outside: each hook, and whether it holds again.
  package mutating func restoreDetached() -> [(hook: KernelHook, isRestored: Bool)] {
    attachments.detached().map { hook in
      (hook, attachments.restore(hook, in: object, tracefs: tracefs))
    }
  }

  private static func require(_ states: [HookState]) throws(KernelError) {
    for state in states where state.hook.isRequired {
      guard case .missing(let why) = state.outcome else { continue }
      throw KernelError(
        .attach, "cannot attach the hook \(state.hook.program)", why: why,
        advice: "Without it Egret would not see: \(state.hook.lostWithout). Try: egret doctor")
    }
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
