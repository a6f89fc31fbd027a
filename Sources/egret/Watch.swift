// SPDX-License-Identifier: Apache-2.0

import Alerts
import ArgumentParser
import Events
import Kernel
import Logging
import Monitoring
import Policies
import Servers
import Sinks

/// `egret run` at work: the machine's events through the monitor into the alert stream. `egret learn`
/// is the same, with a learner beside the stream.
struct Watch: ~Copyable {
  let options: WatchOptions
  let log: Logger
  var session: KernelSession
  var poller: Poller
  var monitor: Monitor
  var stream: AlertStream
  let writer: LineWriter
  private var heap: OwnHeap
  var rules: RuleBook
  var clock: WatchClock
  var recorder: Recorder?
  var scan = ProcessScan()
  var events: UInt64 = 0
  var told: [Loss.Stage: UInt64] = [:]
  /// nil where the kernel has no way to follow files.
  var configurations: ConfigurationWatch?
  /// nil where the kernel has no way to follow pipes.
  var stdins: StdinWatcher?
  let mounts: MountProbes
  var clients: RunningClients
  var readings = RereadBudget(share: 5)
  /// Of single files.
  var glances = RereadBudget(share: 2)
  /// The watch's news at the last reading.
  var glanced: UInt64 = 0
  /// Changes that wait until the rings are empty.
  var untold: [ConfigurationChange] = []
  /// Differences in lists whose writers have not closed them yet, as far as is known, and when the
  /// last of them was seen.
  var early: [ServerListChange] = []
  var earlyTime = Instant(nanoseconds: 0)
  /// A client showed a project, and there was no time to read it.
  var isReadingDue = false
  var isFileLimitTold = false
  /// How long the sinks may still be waited for in this second.
  var patience: Duration = .milliseconds(500)
  var health = HookHealth()
  /// Where a policy is drafted.
  var learner: Learner?
  private var isStopping = false

  /// Loads everything and attaches the hooks. Throws what a person should read.
  init(_ options: WatchOptions, log: Logger, learner: Learner? = nil) throws {
    let heap = OwnHeap()
    let mounts = MountProbes()
    let rules = try RuleBook(
      policy: options.policy, homes: options.home, unread: mounts.unread())
    for line in rules.warnings { log.warning("\(line)") }
    let facts = MachineFacts()
    if !OwnPriority.raise() { log.warning("no priority over others: no CAP_SYS_NICE") }
    let writer = try LineWriter(
      options.output.map { text throws(SinkError) in try Output.parse(text) },
      host: facts.hostname, process: MachineFacts.ownProcess)
    let session = try KernelSession()
    let poller = try Poller(rings: session.descriptors, tick: 1_000_000_000)
    let host = Host(facts)
    let recorder = try options.record.map { path throws(SinkError) in
      try Recorder(
        path: path, host: host, format: options.format, rules: rules, tellsAll: options.all,
        judgesManual: options.judgeManual)
    }
    self.options = options
    self.heap = heap
    self.learner = learner
    self.log = log
    self.session = session
    self.poller = poller
    monitor = Monitor(
      policy: rules.policy, recognisers: rules.recognisers, tellsAll: options.all,
      judgesManual: options.judgeManual)
    stream = AlertStream(format: options.format, host: host)
    self.recorder = recorder
    self.writer = writer
    self.rules = rules
    self.mounts = mounts
    clients = RunningClients(homes: options.home)
    clock = WatchClock(heartbeat: options.heartbeat, duration: options.duration)
  }

  mutating func run() throws {
    begin()
    try makeReadyFile()
    while !isStopping {
      let ready = poller.wait()
      if ready.rings || ready.messages { drainWithLinger() }
      for signal in ready.signals { handle(signal) }
      if ready.files { noticeFiles() }
      if ready.tick { tick() }
    }
    end()
    if writer.isClosed { throw ExitCode(2) }
  }

  /// What ran before is taken from /proc; the hooks are attached, so nothing falls between.
  private mutating func begin() {
    // First, before anything that is found is told: a run's lines begin with its start.
    tell(.start)
    readResolvers(of: MachineFacts.ownProcess, as: 0)
    followMessages()
    let running = scan.all()
    beginConfigurations(running)
    for exec in running { consume(.exec(exec)) }
    for connection in SocketDiagnosis.connections(of: monitor.serverProcesses) {
      consume(.destination(connection))
    }
    let notices = health.update(proveHooks())
    heap.trim(at: clock.started)
    warnOfMissingHooks()
    tellAndRepair(notices)
    log.info("watching", metadata: ["servers": "\(rules.entryCount)", "policy": "\(rules.name)"])
  }

  private mutating func end() {
    drain()
    tellChanges()
    reportLosses()
    let rest = stream.finish() + [stream.tell(.stop, status())]
    recorder?.end()
    tellRecorderFault()
    if !writer.drain(rest.map(OutputLine.init), within: .seconds(10)) {
      log.error("not every line could be written", metadata: ["lost": "\(writer.lost)"])
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
    let now = Instant(nanoseconds: Clock.boottime())
    patience = .milliseconds(500)
    consume(tick: now, offset: Int64(clamping: Clock.realtimeOffset()))
    noteRunningServers()
    reportLosses()
    if isReadingDue || configurations?.isChanged == true || !untold.isEmpty { noticeFiles() }
    checkHooks(at: now)
    heap.trim(at: now)
    for fault in writer.takeFaults() { log.error("\(fault)") }
    tellRecorderFault()
    if clock.isHeartbeatDue(at: now) { tell(.heartbeat) }
    if clock.isOver(at: now) || writer.isClosed { isStopping = true }
  }
}
