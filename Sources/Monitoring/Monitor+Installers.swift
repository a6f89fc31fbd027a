// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Servers

/// Installers that a server runs while it serves: code that nobody chose comes in, whatever the server may
/// reach.
extension Monitor {
  mutating func noteInstaller(_ exec: Exec, into outcomes: inout [Outcome]) {
    guard let doer = attribution.doer(of: exec.actor), doer.role == .server,
      exec.actor.process != doer.instance.value.exec.actor.process,
      exec.actor.process != lastInstaller, !exec.isOlderThanEgret
    else { return }
    guard let words = InstallerCommand.words(of: exec) else { return }
    let act = Act(.installing(exec, words), by: doer)
    guard act.isServing ?? (act.phase == .run) else { return }
    // A script's interpreter is the next program of the same process.
    lastInstaller = exec.actor.process
    outcomes.append(.finding(finding(act, Judge.verdict(on: act))))
  }
}
