// SPDX-License-Identifier: Apache-2.0

import Alerts
import Events
import Kernel
import Monitoring
import Names
import Sinks

/// Events in, lines and words for the kernel out.
extension Watch {
  /// Drains, waits a moment, and drains again until nothing comes: waking a reader costs the
  /// watched process more than the whole probe.
  mutating func drainWithLinger() {
    while drain() > 0 && !poller.isDue { poller.linger(milliseconds: 1) }
  }

  /// Everything that is in the rings now; how many records.
  @discardableResult
  mutating func drain() -> Int {
    var total = 0
    var batch: [Event] = []
    repeat {
      batch.removeAll(keepingCapacity: true)
      total += session.drain { batch.append($0) }
      takeMessages()
      for event in batch { consume(event) }
    } while !batch.isEmpty && total < 1 << 16
    events &+= UInt64(total)
    return total
  }

  mutating func consume(_ event: Event) {
    if case .exec(let exec) = event { prepare(for: exec) }
    recorder?.record(event)
    for outcome in monitor.consume(event) { handle(outcome) }
  }

  /// The clock may have been set since the last second: lines are dated by it from now on.
  mutating func consume(tick time: Instant, offset: Int64) {
    recorder?.record(tick: time, offset: offset)
    for outcome in monitor.consume(.tick(time)) { handle(outcome) }
    stream.realtimeOffset = offset
    let lines = stream.tick(at: time)
    if !lines.isEmpty { recorder?.keepTick() }
    write(lines)
  }

  mutating func handle(_ outcome: Outcome) {
    learner?.take(outcome)
    switch outcome {
    case .finding(let finding): write(stream.report(finding))
    case .closing(let finding): write(stream.close(finding))
    case .activity(let activity): write([stream.tell(activity)])
    case .directive(let directive): handle(directive)
    case .request(let request): answer(request)
    }
  }

  private mutating func handle(_ directive: Directive) {
    switch directive {
    case .watch(let program, _): session.watch(program)
    case .ignore(let program): session.ignore(program)
    case .forget(let program):
      session.forget(program)
      stdins?.forget(program)
    case .seed(let process, let program): session.seed(process, program: program)
    }
  }

  private mutating func answer(_ request: Request) {
    switch request {
    case .identify(let actor): identify(actor)
    case .readResolvers(let process, let mountNamespace):
      readResolvers(of: Int32(bitPattern: process.pid), as: mountNamespace)
    case .readRegistries(let process, let user): readRegistries(of: process, user: user)
    case .awaitMessage(let process, let program, let inode):
      awaitMessage(process, program, inode: inode)
    case .inspectContainer(let process, let pidNamespace):
      inspectContainer(of: process, pidNamespace: pidNamespace)
    }
  }

  /// Hands the monitor the exec of a process, if it is still there, as the program that the kernel
  /// calls it by.
  private mutating func identify(_ actor: Actor) {
    guard var exec = scan.exec(of: actor.process.pid), exec.actor.process == actor.process else {
      return
    }
    if actor.program != .unknown { exec.actor.program = actor.program }
    consume(.exec(exec))
  }

  /// Hands the monitor what a process's mount namespace says of resolvers. Of one that is gone
  /// already the files are Egret's own, where it lived in the same mount namespace: names must be
  /// known before the first connection is judged, however short a life is.
  mutating func readResolvers(of pid: Int32, as mountNamespace: UInt32) {
    let own = UInt32(bitPattern: MachineFacts.ownProcess)
    guard
      let files = ResolverFiles.read(
        asSeenBy: UInt32(bitPattern: pid), mountNamespace: mountNamespace)
        ?? ResolverFiles.read(asSeenBy: own, mountNamespace: mountNamespace)
    else { return }
    consume(
      .resolvers(
        Resolvers(
          time: Instant(nanoseconds: Clock.boottime()), mountNamespace: mountNamespace,
          addresses: ResolverConfiguration.resolvers(files.resolv),
          hosts: ResolverConfiguration.hosts(files.hosts))))
  }

  mutating func write(_ lines: [AlertLine]) {
    for line in lines {
      makeRoom()
      writer.write(OutputLine(line))
    }
  }

  /// Waits for the sinks while the queue is full, for half of each second at most: the kernel's
  /// rings and its table of destinations hold what comes meanwhile, but a stalled reader must not
  /// stop the watch.
  private mutating func makeRoom() {
    guard patience > .zero, writer.queued.bytes > LineWriter.defaultCapacity * 3 / 4 else { return }
    let start = ContinuousClock.now
    _ = writer.flush(within: patience)
    patience -= start.duration(to: .now)
  }

  /// Destinations that found the ring full: without details, and none is missing.
  mutating func takeFloor() {
    for (destination, _) in session.takeFloor() { consume(.destination(destination)) }
  }
}
