// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Logging
import Monitoring
import Servers

/// Clients' configurations, noticed while Egret runs.
extension Watch {
  /// Changes that are told one by one at a time; a list that is exchanged as a whole is not.
  private static let changeLimit = 100

  /// What the running clients show counts from the start.
  mutating func beginConfigurations(_ running: [Exec]) {
    for exec in running { _ = clients.note(exec, isBelowClient: false) }
    followFiles()
    readConfigurations()
    readings = RereadBudget(share: readings.share)
  }

  private mutating func followFiles() {
    do throws(KernelError) {
      let watch = try ConfigurationWatch()
      poller.add(files: watch.descriptor)
      configurations = consume watch
    } catch { log.warning("\(error)") }
  }

  /// Before an exec is judged: is it a client with a project of its own, or was a list written in
  /// this very moment? What was written before an exec is told before its record is read, so a
  /// server that is started right after its entry was made is known.
  mutating func prepare(for exec: Exec) {
    guard !exec.isOlderThanEgret else { return }
    let isNews = clients.note(exec, isBelowClient: monitor.isBelowClient(exec))
    if isNews { isReadingDue = true }
    configurations?.notice()
    let news = configurations?.news ?? 0
    guard isNews || news != glanced else { return }
    let now = Instant(nanoseconds: Clock.boottime())
    if readings.allows(now) {
      readConfigurations()
    } else if news != glanced, glances.allows(now) {
      glanced = news
      readTouched()
    }
  }

  /// Some time after files changed, and at every tick.
  mutating func noticeFiles() {
    drain()
    tellChanges()
    let isChanged = configurations?.notice() ?? false
    let now = Instant(nanoseconds: Clock.boottime())
    if isChanged || isReadingDue, readings.allows(now) { readConfigurations() }
    poller.rearmFiles()
  }

  /// The written files alone, where a server may be starting and there is no time for all. They are
  /// read again with the rest.
  private mutating func readTouched() {
    guard let changes = configurations?.changes, !changes.paths.isEmpty else { return }
    let began = Instant(nanoseconds: Clock.boottime())
    let old = rules.found
    let paths = changes.isEverything ? changes.paths : Set(old.places.keys.filter(changes.touch))
    let fresh = ServerDiscovery.discover(again: paths, after: old)
    put(fresh.keepingBroken(from: old), changes, at: began)
    glances.spend(from: began, to: Instant(nanoseconds: Clock.boottime()))
  }

  /// Reads all of them, tells what changed, and judges by what they say from now on.
  mutating func readConfigurations() {
    let began = Instant(nanoseconds: Clock.boottime())
    let changes = configurations?.taken() ?? ConfigurationWatch.Changes()
    glanced = configurations?.news ?? 0
    isReadingDue = false
    put(fresh(keeping: rules.found), changes, at: began)
    tellOfPolicy(changes)
    let ended = Instant(nanoseconds: Clock.boottime())
    readings.spend(from: began, to: ended)
    log.debug(
      "configurations read", metadata: ["microseconds": "\(ended.since(began) / 1_000)"])
  }

  /// Judges by these from now on, and tells what is another than before.
  private mutating func put(
    _ found: ServerDiscovery.Found, _ changes: ConfigurationWatch.Changes, at time: Instant
  ) {
    let old = rules.found
    rules.take(found)
    for problem in found.problems where !old.problems.contains(problem) {
      log.warning("\(problem)")
    }
    if found.entries != old.entries {
      recorder?.record(found.entries)
      for outcome in monitor.replace(policy: rules.policy, recognisers: rules.recognisers) {
        handle(outcome)
      }
    }
    // What was written while the files were read is in them, too.
    configurations?.notice()
    var all = changes
    if let more = configurations?.changes { all.add(more) }
    tell(all, from: old, at: time)
  }

  /// Read again where directories appeared that nobody followed while they were read.
  private mutating func fresh(keeping old: ServerDiscovery.Found) -> ServerDiscovery.Found {
    var found = ServerDiscovery.Found()
    let unread = mounts.unread()
    for _ in 0..<3 {
      found = ServerDiscovery.discover(homes: options.home, clients: clients, unread: unread)
      found.plan.add(path: String(policyPath.drop { $0 == "/" }), below: "/")
      guard let followed = configurations?.follow(found.plan) else { break }
      if followed.refused > 0, !isFileLimitTold {
        isFileLimitTold = true
        log.warning(
          "\(followed.refused) directories of configurations cannot be followed; SIGHUP reads them again"
        )
      }
      if !followed.hasNew { break }
    }
    return found.keepingBroken(from: old)
  }

  private mutating func tell(
    _ changes: ConfigurationWatch.Changes, from old: ServerDiscovery.Found, at time: Instant
  ) {
    let new = rules.found
    var list = noticed(
      ServerListChange.between(old.entries, new.entries), changes, among: old, at: time)
    list += new.exposed(since: old)
    let known = untold.count
    for change in list.prefix(max(0, Self.changeLimit - untold.count)) {
      let file = change.entry.file
      let fact = ConfigurationChange(
        time: time, change: Recorder.kept(change), writer: changes.writers[file],
        owner: new.owners[file],
        isWorldWritable: new.worldWritable.contains(file))
      untold.append(fact)
    }
    let lost = list.count + known - untold.count
    if lost > 0 { log.warning("\(lost) more changes of configurations are not told") }
  }

  /// The differences whose files are known to have changed. A list may be read with what is being
  /// written into it, before its writer has closed it and the kernel tells: such a difference waits
  /// for that. Of a list that is new to Egret nothing is told: it is found, not changed.
  private mutating func noticed(
    _ differences: [ServerListChange], _ changes: ConfigurationWatch.Changes,
    among old: ServerDiscovery.Found, at time: Instant
  ) -> [ServerListChange] {
    if time.since(earlyTime) > Self.longestWrite { early = [] }
    let all = early + differences
    early = all.filter { change in
      let file = change.entry.file
      return !changes.touch(file) && old.places[file] != nil
    }.suffix(Self.changeLimit)
    if !early.isEmpty { earlyTime = time }
    return all.filter { changes.touch($0.entry.file) }
  }

  /// Nanoseconds from what a reader sees of a write to the writer's close.
  private static let longestWrite: UInt64 = 2_000_000_000

  /// Who wrote may be known by a record that waits in the ring: to be called when that is empty.
  mutating func tellChanges() {
    for fact in untold {
      recorder?.record(.change(fact))
      for outcome in monitor.consume(fact) { handle(outcome) }
    }
    untold.removeAll()
  }

  /// Absolute; where it cannot be known, a path that no change has.
  private var policyPath: String {
    let here = ClientProcess.workingDirectory(of: UInt32(bitPattern: MachineFacts.ownProcess))
    return RunningClients.absolute(options.policy ?? PolicyFile.defaultPath, in: here) ?? ""
  }

  private func tellOfPolicy(_ changes: ConfigurationWatch.Changes) {
    guard changes.paths.contains(policyPath) else { return }
    log.notice("\(policyPath) changed; SIGHUP makes it the policy in force")
  }
}
