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

/// `egret run` at work: the machine's events through the monitor into the alert stream.
struct Watch: ~Copyable {
  let options: RunCommand
  let log: Logger
  var session: KernelSession
  var poller: Poller
  var monitor: Monitor
  var stream: AlertStream
  let writer: LineWriter
  var rules: RuleBook
  var clock: WatchClock
  var events: UInt64 = 0
  var told: [Loss.Stage: UInt64] = [:]
  /// nil where the kernel has no way to follow files.
  var configurations: ConfigurationWatch?
  var clients: RunningClients
  var readings = RereadBudget()
  /// A client showed a project, and there was no time to read it.
  var isReadingDue = false
  var isFileLimitTold = false
  private var isStopping = false

  /// Loads everything and attaches the hooks. Throws what a person should read.
  init(_ options: RunCommand, log: Logger) throws {
    let rules = try RuleBook(policy: options.policy, homes: options.home)
    for line in rules.warnings { log.warning("\(line)") }
    let facts = MachineFacts()
    let writer = try LineWriter(
      options.output.map { text throws(SinkError) in try Output.parse(text) },
      host: facts.hostname, process: MachineFacts.ownProcess)
    let session = try KernelSession()
    let poller = try Poller(rings: session.descriptors, tick: 1_000_000_000)
    self.options = options
    self.log = log
    self.session = session
    self.poller = poller
    monitor = Monitor(policy: rules.policy, recognisers: rules.recognisers)
    stream = AlertStream(format: options.format, host: Host(facts))
    self.writer = writer
    self.rules = rules
    clients = RunningClients(homes: options.home)
    clock = WatchClock(heartbeat: options.heartbeat, duration: options.duration)
  }

  mutating func run() throws {
    begin()
    try makeReadyFile()
    while !isStopping {
      let ready = poller.wait()
      if ready.rings { drainWithLinger() }
      for signal in ready.signals { handle(signal) }
      if ready.files { noticeFiles() }
      if ready.tick { tick() }
    }
    end()
    if writer.isClosed { throw ExitCode(2) }
  }

  /// What ran before is taken from /proc; the hooks are attached, so nothing falls between.
  private mutating func begin() {
    readResolvers(of: MachineFacts.ownProcess, as: 0)
    var scan = ProcessScan()
    let running = scan.all()
    beginConfigurations(running)
    for exec in running { consume(.exec(exec)) }
    for connection in SocketDiagnosis.connections(of: monitor.serverProcesses) {
      consume(.destination(connection))
    }
    Canary.fly()
    drain()
    tell(.start)
    log.info("watching", metadata: ["servers": "\(rules.entryCount)", "policy": "\(rules.name)"])
  }

  private mutating func end() {
    drain()
    reportLosses()
    let rest = stream.finish() + [stream.tell(.stop, status())]
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
    consume(.tick(now))
    stream.realtimeOffset = Int64(clamping: Clock.realtimeOffset())
    write(stream.tick(at: now))
    reportLosses()
    if isReadingDue || configurations?.isChanged == true { noticeFiles() }
    restoreHooks()
    for fault in writer.takeFaults() { log.error("\(fault)") }
    if clock.isHeartbeatDue(at: now) { tell(.heartbeat) }
    if clock.isOver(at: now) || writer.isClosed { isStopping = true }
  }
}
