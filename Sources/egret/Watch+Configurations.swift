// SPDX-License-Identifier: Apache-2.0

import Alerts
import Disclosure
import Discovery
import Events
import Kernel
import Logging
import Monitoring
import Policies
import Servers

/// What the clients list, while it changes.
extension Watch {
  mutating func prepare(for exec: Exec) {
    if exec.isOlderThanEgret { return }
    let isBelowClient = pipeline.isBelowClient(exec)
    if let news = configurations.prepare(for: exec, isBelowClient: isBelowClient) { take(news) }
  }

  mutating func noticeFiles() {
    drain()
    reportChanges()
    if let news = configurations.update() { take(news) }
    poller.rearmFiles()
  }

  /// The rings are empty: what is known of a writer is known by now.
  mutating func reportChanges() {
    for change in configurations.takeChanges() { pipeline.consume(change, &session) }
  }

  /// Lists that could not be read whole.
  mutating func reportGaps() {
    for gap in configurations.takeGaps() { pipeline.consume(gap, &session) }
  }

  mutating func take(_ news: ConfigurationNews) {
    log(news)
    if news.isOtherList {
      pipeline.replace(policy: policy.policy, entries: configurations.entries, &session)
      warnOfCrowd()
    }
  }

  /// Entries of the policy that no server has a use for: told when Egret starts and when it reads the
  /// policy again.
  func warnOfUnmatched() {
    let subjects = configurations.entries.map(Subject.init)
    for line in policy.policy.unmatched(among: subjects) { log.warning("\(line)") }
  }

  func warnOfCrowd() {
    guard pipeline.isCrowded else { return }
    if pipeline.runs.needsEverything {
      return log.warning(
        "by a server's `run` in the policy any process may be it: all are reported")
    }
    log.warning(
      "the entries name more programs than the kernel side takes: every process is reported",
      metadata: ["most": "\(KernelSession.mostSuspects)"])
  }

  func log(_ news: ConfigurationNews) {
    for problem in news.problems { log.warning("\(problem)") }
    for warning in news.warnings { log.warning("\(warning)") }
    if let written = news.writtenPolicy {
      let shown = ShownText.escaped(written, limit: 500)
      log.notice("\(shown) changed; SIGHUP makes it part of the policy in force")
    }
    log.debug("configurations read", metadata: ["microseconds": "\(news.duration / 1_000)"])
  }
}
