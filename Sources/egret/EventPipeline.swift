// SPDX-License-Identifier: Apache-2.0

import Alerts
import Discovery
import Events
import Kernel
import Monitoring
import Policies
import Servers

/// Events through the monitor: what they lead to becomes lines, words for the kernel side, and
/// requests, whose answers are judged before the next event.
///
/// A replay judges what was recorded in the same order, one event after the other.
struct EventPipeline: ~Copyable {
  var monitor: Monitor
  /// Drafts a policy from what is judged; nil if that is not wanted.
  private var learner: Learner?
  var reporter: Reporter
  var answers: RequestAnswerer
  /// What the last event led to; kept for its memory.
  var outcomes: [Outcome] = []
  /// The programs whose lives the kernel side reports; nil until it was told.
  var suspects: Set<String>?
  /// What the policy says that runs.
  var runs = RunInterest(Policy())
  /// Of which is reported who takes them.
  var ports: Set<UInt16> = []
  /// Where entries' URLs may lead to on this machine.
  var servers = LocalServers()
  var places = OwnPlaces()
  /// nil as long as no URL leads to an address or a name of its own, and where the kernel has none.
  var addressNews: AddressNews?
  /// What may still be spent on evidence in this second.
  var evidence = EvidenceBudget()
  var socketNews = SocketNews()
  /// What was read of packages while a finding waited for something else.
  var late: [ProgramFacts] = []
  /// Too many programs may be servers: the lives of all are reported.
  var isCrowded = false

  init(
    monitor: Monitor, learner: Learner?, reporter: consuming Reporter,
    answers: consuming RequestAnswerer
  ) {
    self.monitor = monitor
    self.learner = learner
    self.reporter = reporter
    self.answers = answers
  }

  /// Processes of servers that run.
  var serverProcesses: [Actor] { monitor.serverProcesses }
  /// The draft so far; empty if there is no learner.
  var draft: LearnedPolicy { learner?.draft ?? LearnedPolicy() }
  /// Everything that was lost on the way from the kernel to the draft.
  var lostRecords: UInt64 { reporter.lostRecords }
  /// Lines that could not be written.
  var lostLines: UInt64 { reporter.lost }
  var isClosed: Bool { reporter.isClosed }

  func isBelowClient(_ exec: Exec) -> Bool { monitor.isBelowClient(exec) }

  func reopenOutputs() { reporter.reopen() }

  mutating func takeFaults() -> [String] { reporter.takeFaults() }

  /// Every process that runs, as an exec, parents first.
  mutating func runningProcesses() -> [Exec] { answers.runningProcesses() }
}

// MARK: - What comes in

extension EventPipeline {
  mutating func consume(_ event: Event, _ kernel: inout some DirectedKernel & ~Copyable) {
    // A look-up that follows a change of network at once must not find yesterday's resolvers.
    if case .destination(let destination) = event {
      if monitor.mayBeNewResolver(destination) { noticeResolvers(&kernel) }
      awaitPackage(of: destination.actor.program, at: event.time, &kernel)
    }
    judge(event, &kernel)
    answerRequests(&kernel)
  }

  /// Resolver configurations that changed since the last call.
  private mutating func noticeResolvers(_ kernel: inout some DirectedKernel & ~Copyable) {
    let changes = answers.changedResolvers { monitor.serverProcesses }
    for change in changes {
      judge(change, &kernel)
      answerRequests(&kernel)
    }
  }

  /// First messages that were read since the last call: before what was taken from the rings
  /// meanwhile is judged.
  mutating func consumeMessages(_ kernel: inout some DirectedKernel & ~Copyable) {
    for message in answers.firstMessages() { consume(message, &kernel) }
    let read = late + answers.readPrograms()
    late = []
    for facts in read { consume(.programFacts(facts), &kernel) }
  }

  /// A second has passed. `offset` is the nanoseconds from the boot clock to the clock of day.
  mutating func tick(
    at time: Instant, offset: Int64, _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    evidence = EvidenceBudget()
    reporter.beginTick(at: time, offset: offset)
    handle(monitor.consume(.tick(time)), &kernel)
    reporter.endTick(at: time, offset: offset)
    learner?.note(running: monitor)
    noticeResolvers(&kernel)
    answerRequests(&kernel)
    noticeAddresses(&kernel)
    noticeSockets(&kernel)
  }

  /// A client's list changed.
  mutating func consume(
    _ change: FollowedChange, _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    if let writer = change.writer { identify(pid: writer, &kernel) }
    let fact = ConfigurationChange(
      time: change.time, change: Recorder.kept(change.change), writer: change.writer,
      owner: change.owner, isWorldWritable: change.isWorldWritable)
    reporter.record(fact)
    handle(monitor.consume(fact), &kernel)
    answerRequests(&kernel)
  }

  /// A client's list could not be read whole.
  mutating func consume(
    _ gap: FollowedGap, _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    let fact = ConfigurationGap(
      time: gap.time, file: gap.problem.file, client: gap.client ?? "",
      problem: ConfigurationProblem(
        line: gap.problem.line, text: gap.problem.text, lost: gap.problem.lost),
      owner: gap.owner, isKept: gap.isKept)
    reporter.record(fact)
    handle(monitor.consume(fact), &kernel)
  }

  /// Another policy or other entries from now on.
  mutating func replace(
    policy: Policy, entries: [ServerEntry], _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    reporter.record(entries)
    noticeResolvers(&kernel)
    let before = suspects
    direct(runs: RunInterest(policy), entries: entries, &kernel)
    let recognisers = [EntryRecogniser(entries: entries)]
    reporter.suppressor = Suppressor(policy)
    handle(monitor.replace(policy: policy, recognisers: recognisers), &kernel)
    answerRequests(&kernel)
    lookAgain(for: newNames(since: before), &kernel)
    awaitPorts(of: LocalServers(entries: entries), &kernel)
  }

  /// A process that did something without being told of: a stranger, which may have left since.
  private mutating func identify(
    pid: UInt32, _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    if monitor.knows(pid: pid) { return }
    guard let stranger = kernel.stranger(pid: pid) else { return }
    if let exec = answers.runningProcess(stranger.actor) { return consume(.exec(exec), &kernel) }
    let now = Instant(nanoseconds: Clock.boottime())
    consume(.exec(stranger), &kernel)
    consume(.exit(Exit(time: now, actor: stranger.actor, code: 0)), &kernel)
  }

  /// A fact that is wanted without an event that leads to it.
  mutating func ask(_ request: Request, _ kernel: inout some DirectedKernel & ~Copyable) {
    answers.add(request)
    answerRequests(&kernel)
  }
}

// MARK: - What Egret says of itself

extension EventPipeline {
  /// What the monitor and the outputs count is filled in.
  mutating func report(_ notice: Notice, _ status: Status) {
    reporter.report(notice, completed(status))
  }

  /// The counters that grew since the last call, each worth a line.
  mutating func grownLosses(_ status: Status) -> [LossLedger.Growth] {
    reporter.grownLosses(completed(status))
  }

  /// The end of the run. False if not every line could be written.
  mutating func stop(_ status: Status) -> Bool {
    for finding in monitor.finish() {
      learner?.take(.finding(finding))
      reporter.report(finding)
    }
    return reporter.stop(completed(status))
  }

  private func completed(_ status: Status) -> Status {
    var status = status
    status.serversWatched = monitor.runningServers
    status.losses.merge(monitor.losses) { $0 &+ $1 }
    return status
  }
}

// MARK: - What it leads to

extension EventPipeline {
  private mutating func judge(
    _ event: Event, _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    var event = completed(event, &kernel)
    outcomes.removeAll(keepingCapacity: true)
    monitor.consume(event, into: &outcomes)
    addEvidence(to: &event)
    reporter.record(event)
    handle(outcomes, &kernel)
  }

  private mutating func answerRequests(_ kernel: inout some DirectedKernel & ~Copyable) {
    while let answer = answers.next(kernel) { judge(answer, &kernel) }
  }

  private mutating func handle(
    _ outcomes: [Outcome], _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    for outcome in outcomes {
      learner?.take(outcome)
      switch outcome {
      case .finding(let finding): reporter.report(finding)
      case .amended(let finding): reporter.amend(finding)
      case .closing(let finding): reporter.close(finding)
      case .activity(let activity): reporter.report(activity)
      case .directive(let directive): handle(directive, &kernel)
      case .request(let request): answers.add(request)
      }
    }
  }

  private mutating func handle(
    _ directive: Directive, _ kernel: inout some DirectedKernel & ~Copyable
  ) {
    switch directive {
    case .watch(let program): kernel.watch(program)
    case .ignore(let program): kernel.ignore(program)
    case .follow(let program): kernel.follow(program)
    case .forget(let program): kernel.forget(program)
    case .seed(let process, let program): kernel.seed(process, program: program)
    }
  }
}
