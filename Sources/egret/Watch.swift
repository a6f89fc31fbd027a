// SPDX-License-Identifier: Apache-2.0

import Alerts
import ArgumentParser
import Discovery
import Events
import Kernel
import Logging
import Monitoring
import Names
import Policies
import Servers
import Sinks

/// `egret run` at work: the loop, and what it hands from one part to the next. `egret learn` is the
/// same, with a learner beside the stream.
struct Watch: ~Copyable {
  let options: WatchOptions
  let log: Logger
  /// Has parsed what users wrote; nil where that is done in this process.
  let keeper: ParserKeeper?
  var session: KernelSession
  var poller: Poller
  var pipeline: EventPipeline
  var policy: PolicyInForce
  var configurations: ConfigurationFollower
  var hooks = HookKeeper()
  var clock: WatchClock
  private var heap: OwnHeap
  private var supervisor = Supervisor()
  /// What clients say first, from the bytes that the kernel side takes.
  var claims = ClaimReader()
  /// Records from the kernel.
  var events: UInt64 = 0
  private var isStopping = false
  /// Records that make another round worth it at once.
  private static let fullRound = 512

  /// Loads everything and attaches the hooks. Throws what a person should read.
  init(_ options: WatchOptions, log: Logger, learner: Learner? = nil) throws {
    let heap = OwnHeap()
    // Copies of this process while it has one thread, no hook and nothing of anybody's.
    let keeper = Self.keeper(log)
    let policy = try PolicyInForce(path: options.policy, parser: keeper)
    if !OwnPriority.raise() { log.warning("no priority over others: no CAP_SYS_NICE") }
    let canary = try CanaryProcess.start()
    let loading = LoadingSession(canary: canary)
    let configurations = Self.configurations(options, ConfigurationParser(keeper: keeper))
    if let home = configurations.found.homesThatStayClosed.first {
      throw ClosedHomeError(path: home)
    }
    for line in policy.warnings { log.warning("\(line)") }
    for problem in configurations.found.problems { log.warning("\(problem)") }
    let facts = MachineFacts()
    let outputs = try options.output.map { text throws(SinkError) in try Output.parse(text) }
    let namesSubjects = outputs.contains(where: \.takesSubjects)
    let session = try loading.take()
    let poller = try Poller(rings: session.descriptors, tick: 1_000_000_000)
    let host = Host(facts)
    let recorder = try options.record.map { path throws(SinkError) in
      try Recorder(
        path: path, host: host, format: options.format, policy: policy,
        entries: configurations.entries, tellsAll: options.all, judgesManual: options.judgeManual)
    }
    let writesFiles =
      learner != nil || options.metricsFile != nil || outputs.contains(where: \.isFile)
    Self.dropPrivileges(writesFiles: writesFiles, log)
    // Its threads have what is left.
    let writer = try LineWriter(
      outputs, host: facts.hostname, process: MachineFacts.ownProcess)
    let monitor = Monitor(
      policy: policy.policy, recognisers: [EntryRecogniser(entries: configurations.entries)],
      tellsAll: options.all, judgesManual: options.judgeManual)
    let reporter = Reporter(
      stream: AlertStream(format: options.format, host: host, namesSubjects: namesSubjects),
      writer: writer, recorder: recorder,
      metrics: options.metricsFile.map { ReplacedFile(path: $0) },
      suppressor: Suppressor(policy.policy))
    let answers = RequestAnswerer(
      stdins: Self.stdins(poller, log), memory: MemoryFile(folder: options.memory),
      parser: keeper)
    self.options = options
    self.heap = heap
    self.keeper = keeper
    self.log = log
    self.session = session
    self.poller = poller
    pipeline = EventPipeline(
      monitor: monitor, learner: learner, reporter: reporter, answers: answers)
    self.policy = policy
    self.configurations = configurations
    clock = WatchClock(heartbeat: options.heartbeat, duration: options.duration, from: Self.now())
  }

  /// What was learned so far; empty if there is no learner.
  var draft: LearnedPolicy { pipeline.draft }
  /// Everything that was lost on the way from the kernel to the draft.
  var lostRecords: UInt64 { pipeline.lostRecords }

  mutating func run() throws {
    begin()
    if let path = options.readyFile { try ReadyFile.make(path) }
    supervisor.say(.ready)
    while !isStopping {
      let ready = poller.wait()
      if ready.rings || ready.messages { drainWithLinger() }
      for signal in ready.signals { handle(signal) }
      if ready.files { noticeFiles() }
      if ready.tick { tick() }
    }
    end()
    if pipeline.isClosed { throw ExitCode(2) }
  }

  /// What ran before is taken from /proc; the hooks are attached, so nothing falls between.
  private mutating func begin() {
    // First, before anything that is found is reported: a run's lines begin with its start.
    report(.start)
    let own = ProcessID(
      pid: UInt32(bitPattern: MachineFacts.ownProcess), start: Instant(nanoseconds: 0))
    pipeline.ask(.readResolvers(own, mountNamespace: 0), &session)
    let running = pipeline.runningProcesses()
    take(configurations.begin(running))
    if let descriptor = configurations.descriptor { poller.add(files: descriptor) }
    reportGaps()
    pipeline.runs = RunInterest(policy.policy)
    for exec in running { consume(.exec(exec)) }
    pipeline.direct(runs: pipeline.runs, entries: configurations.entries, &session)
    warnOfCrowd()
    warnOfUnmatched()
    pipeline.awaitPorts(of: LocalServers(entries: configurations.entries), &session)
    for connection in SocketDiagnosis.connections(of: pipeline.serverProcesses) {
      consume(.destination(connection))
    }
    heap.trim(at: clock.started)
    warnOfMissingHooks()
    proveAndRepair()
    log.info(
      "watching",
      metadata: ["servers": "\(configurations.entries.count)", "policy": "\(policy.name)"])
  }

  private mutating func end() {
    supervisor.say(.stopping)
    drain()
    keepMemory(now: true)
    reportChanges()
    reportLosses()
    let isWhole = pipeline.stop(status())
    logFaults()
    if !isWhole {
      log.error("not every line could be written", metadata: ["lost": "\(pipeline.lostLines)"])
    }
  }

  private mutating func handle(_ signal: Poller.Signal) {
    switch signal {
    case .stop: isStopping = true
    case .reload: reload()
    }
  }

  private mutating func tick() {
    drain()
    let now = Self.now()
    pipeline.tick(at: now, offset: Int64(clamping: Clock.realtimeOffset()), &session)
    reportLosses()
    if configurations.isWaiting { noticeFiles() }
    reportGaps()
    checkHooks(at: now)
    heap.trim(at: now)
    keepMemory()
    logFaults()
    if clock.isHeartbeatDue(at: now) { report(.heartbeat) }
    supervisor.beat(at: now)
    if clock.isOver(at: now) || pipeline.isClosed { isStopping = true }
  }

  /// What servers were, for their next start.
  private mutating func keepMemory(now: Bool = false) {
    if let fault = pipeline.answers.keepMemory(now: now) { log.warning("\(fault)") }
  }

  /// SIGHUP: the policy and the clients' configurations again. A broken policy changes nothing.
  private mutating func reload() {
    pipeline.reopenOutputs()
    do throws(PolicyFileError) {
      policy = try PolicyInForce(path: options.policy, parser: keeper)
      log(configurations.readEverything())
      pipeline.replace(policy: policy.policy, entries: configurations.entries, &session)
      warnOfUnmatched()
      report(.policyAccepted)
      log.info(
        "read again",
        metadata: ["policy": "\(policy.name)", "servers": "\(configurations.entries.count)"])
    } catch {
      report(.policyRefused("\(error)"))
      log.error("the policy in force stays: \(error)")
    }
  }
}

// MARK: - Events

extension Watch {
  /// Drains, waits a moment, and drains again until nothing comes: waking a reader costs the
  /// watched process more than the whole probe.
  private mutating func drainWithLinger() {
    while true {
      let count = drainRound()
      if count == 0 || poller.isDue { return }
      if count < Self.fullRound { poller.linger(milliseconds: 1) }
    }
  }

  /// Everything that is in the rings now; how many records.
  @discardableResult
  mutating func drain() -> Int {
    var total = 0
    repeat {
      let count = drainRound()
      total += count
      if count == 0 { break }
    } while total < 1 << 16
    return total
  }

  /// What is in the rings now. What comes meanwhile is left until it is worth a round: to run after a process
  /// that makes records one by one costs several calls of the kernel for each.
  private mutating func drainRound() -> Int {
    var batch: [Event] = []
    let total = session.drain { batch.append($0) }
    pipeline.consumeMessages(&session)
    for event in batch { consume(event) }
    events &+= UInt64(total)
    return total
  }

  mutating func consume(_ event: Event) {
    switch event {
    case .exec(let exec): prepare(for: exec)
    case .flowEnd(let end): claims.close(end.cookie)
    case .streamSegment(let segment) where !segment.isOfResolver: return hear(segment)
    default: break
    }
    pipeline.consume(event, &session)
  }

  /// Names only from here on: no byte of a connection reaches the recording.
  private mutating func hear(_ segment: StreamSegment) {
    for claim in claims.take(segment) { pipeline.consume(.claim(claim), &session) }
  }
}

// MARK: - What the parts begin with

extension Watch {
  static func now() -> Instant { Instant(nanoseconds: Clock.boottime()) }

  private static func configurations(
    _ options: WatchOptions, _ parser: ConfigurationParser
  ) -> ConfigurationFollower {
    let mounts = MountProbes()
    return ConfigurationFollower(
      homes: options.home, policy: PolicyLocations(of: options), parser: parser,
      unread: { mounts.unread() }, now: now)
  }

  /// Nil, and logged, where the kernel refuses what confines the parsers: then this process parses.
  private static func keeper(_ log: Logger) -> ParserKeeper? {
    do throws(KernelError) { return try ParserKeeper.start(ParserTask.answer) } catch {
      log.warning("\(error): what users wrote is parsed by the process that watches")
      return nil
    }
  }

  private static func dropPrivileges(writesFiles: Bool, _ log: Logger) {
    do throws(KernelError) { try Privileges.drop(writesFiles: writesFiles) } catch {
      log.warning("\(error)")
    }
  }

  /// Follows servers' first messages; nil, and logged, if the kernel has no way to.
  private static func stdins(_ poller: borrowing Poller, _ log: Logger) -> StdinWatcher? {
    do throws(KernelError) {
      let watcher = try StdinWatcher()
      poller.add(messages: watcher.descriptor)
      return watcher
    } catch {
      log.warning("\(error)")
      return nil
    }
  }
}
