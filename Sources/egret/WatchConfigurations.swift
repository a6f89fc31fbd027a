// SPDX-License-Identifier: Apache-2.0

import Events
import Kernel
import Logging
import Monitoring
import Servers

/// Clients' configurations, noticed while Egret runs.
extension Watch {
  /// Changes of one reading that are told one by one; a list that is exchanged as a whole is not.
  private static let changeLimit = 100

  /// What the running clients show counts from the start.
  mutating func beginConfigurations(_ running: [Exec]) {
    for exec in running { _ = clients.note(exec, isBelowClient: false) }
    followFiles()
    readConfigurations()
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
    let isChanged = configurations?.notice() ?? false
    if isNews { isReadingDue = true }
    if isNews || isChanged { readConfigurationsIfAffordable() }
  }

  /// Some time after files changed, and at every tick.
  mutating func noticeFiles() {
    drain()
    let isChanged = configurations?.notice() ?? false
    if isChanged || isReadingDue { readConfigurationsIfAffordable() }
    poller.rearmFiles()
  }

  private mutating func readConfigurationsIfAffordable() {
    if readings.allows(Instant(nanoseconds: Clock.boottime())) { readConfigurations() }
  }

  /// Reads all of them, tells what changed, and judges by what they say from now on.
  mutating func readConfigurations() {
    let began = Instant(nanoseconds: Clock.boottime())
    let changes = configurations?.taken() ?? ConfigurationWatch.Changes()
    isReadingDue = false
    let old = rules.found
    rules.take(fresh(keeping: old))
    for problem in rules.found.problems where !old.problems.contains(problem) {
      log.warning("\(problem)")
    }
    tell(changes, from: old, at: began)
    if rules.found.entries != old.entries {
      for outcome in monitor.replace(policy: rules.policy, recognisers: rules.recognisers) {
        handle(outcome)
      }
    }
    tellOfPolicy(changes)
    readings.spend(from: began, to: Instant(nanoseconds: Clock.boottime()))
  }

  /// Read again where directories appeared that nobody followed while they were read.
  private mutating func fresh(keeping old: ServerDiscovery.Found) -> ServerDiscovery.Found {
    var found = ServerDiscovery.Found()
    for _ in 0..<3 {
      found = ServerDiscovery.discover(homes: options.home, clients: clients)
      found.plan.add(path: String(policyPath.drop { $0 == "/" }), below: "/")
      guard let followed = configurations?.follow(found.plan) else { break }
      if followed.refused > 0, !isFileLimitTold {
        isFileLimitTold = true
        log.warning(
          "\(followed.refused) directories of configurations cannot be followed; SIGHUP reads them again")
      }
      if !followed.hasNew { break }
    }
    return found.keepingBroken(from: old)
  }

  private mutating func tell(
    _ changes: ConfigurationWatch.Changes, from old: ServerDiscovery.Found, at time: Instant
  ) {
    let new = rules.found
    var list = ServerListChange.between(old.entries, new.entries)
      .filter { changes.touch($0.entry.file) }
    list += new.exposed(since: old)
    for change in list.prefix(Self.changeLimit) {
      let file = change.entry.file
      let fact = ConfigurationChange(
        time: time, change: change, writer: changes.writers[file], owner: new.owners[file],
        isWorldWritable: new.worldWritable.contains(file))
      for outcome in monitor.consume(fact) { handle(outcome) }
    }
    if list.count > Self.changeLimit {
      log.warning("\(list.count - Self.changeLimit) more changes of configurations are not told")
    }
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
