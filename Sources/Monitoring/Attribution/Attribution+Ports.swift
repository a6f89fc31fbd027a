// SPDX-License-Identifier: Apache-2.0

internal import Events
internal import Processes
internal import Servers

/// Servers that are spoken to by URL: whoever takes the port, or listens at the socket, to which an entry leads.
extension Attribution {
  /// The server that begins with it, and what it had started before.
  mutating func consume(_ bound: Bound, into outcomes: inout [Outcome]) -> [Beginning] {
    if let program = serverProgram(of: bound.actor.process) {
      note(bound, by: program)
      return []
    }
    guard let exec = processes[bound.actor.process]?.exec else { return [] }
    guard !PortKeepers.isOne(exec),
      let found = configured.recognise(bound, by: exec, in: container(of: exec))
    else {
      // The kernel side watches whoever takes an awaited port.
      pass(exec, into: &outcomes)
      return []
    }
    var beginning = Beginning(exec, found)
    // It was ignored until now, and so were the answers it had.
    beginning.hasUnseenNames = true
    beginning.isLate = true
    guard let begun = begin(beginning, into: &outcomes) else { return [] }
    note(bound, by: exec.actor.program)
    return [begun] + adoptChildren(into: &outcomes)
  }

  private mutating func note(_ bound: Bound, by program: ProgramID) {
    guard let number = instances.instance(of: program)?.value.number else { return }
    instances.update(number) { $0.ports.note(bound) }
  }

  /// What a server had started before it was one: parents come first. Servers of their own among them.
  private mutating func adoptChildren(into outcomes: inout [Outcome]) -> [Beginning] {
    processes.livingExecs.compactMap { exec in
      guard instances.instance(of: exec.actor.program) == nil,
        let above = serverProgram(of: exec.parent),
        var begun = inherit(exec, above: above, into: &outcomes)
      else { return nil }
      begun.hasUnseenNames = true
      return begun
    }
  }
}
