// SPDX-License-Identifier: Apache-2.0

internal import Disclosure
internal import Events
internal import Monitoring

/// Command lines as they were shown: a process that raises one alert raises many, and what may be shown of
/// its arguments costs a third of a line to find. Bounded; the answer is the same without it.
struct ShownCommands {
  private struct Shown {
    let process: FindingProcess
    let command: ShownCommand
  }

  private static let limit = 64

  private var known: [ProcessID: Shown] = [:]

  mutating func shown(_ process: FindingProcess) -> ShownCommand {
    if let found = known[process.id], found.process.arguments == process.arguments,
      found.process.argumentsAreCut == process.argumentsAreCut
    {
      return found.command
    }
    let command = process.shownCommand
    if known.count >= Self.limit { known.removeAll(keepingCapacity: true) }
    known[process.id] = Shown(process: process, command: command)
    return command
  }
}
