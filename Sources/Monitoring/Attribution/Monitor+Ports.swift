// SPDX-License-Identifier: Apache-2.0

internal import Events

/// Servers that are known later than they began: by a port, or by another list.
extension Monitor {
  mutating func consume(_ bound: Bound, into outcomes: inout [Outcome]) {
    if attribution.isUnidentified(bound.actor) {
      return wait(.bound(bound), of: bound.actor, into: &outcomes)
    }
    beginLate(attribution.consume(bound, into: &outcomes), into: &outcomes)
  }

  mutating func beginLate(_ beginnings: [Beginning], into outcomes: inout [Outcome]) {
    for beginning in beginnings { begin(beginning, into: &outcomes) }
    for beginning in beginnings { readConnections(of: beginning, into: &outcomes) }
  }

  /// What the server had connected before it was known to be one: after all that it is made of is known.
  private func readConnections(of beginning: Beginning, into outcomes: inout [Outcome]) {
    guard beginning.isLate, let number = beginning.number else { return }
    let processes = attribution.processes(of: number)
    if !processes.isEmpty { outcomes.append(.request(.readConnections(processes))) }
  }
}
