// SPDX-License-Identifier: Apache-2.0

internal import Events

/// What was read of servers' programs. Bounded: the oldest makes room, and its findings say less.
struct ProgramTable: Sendable {
  private static let limit = 4_096

  private var facts: [ProgramID: ProgramFacts?] = [:]
  private var order: [ProgramID] = []
  private var head = 0

  var count: Int { facts.count }

  subscript(program: ProgramID) -> ProgramFacts? { facts[program] ?? nil }

  /// Whether it is to be asked about: once.
  mutating func note(_ program: ProgramID) -> Bool {
    guard program != .unknown, facts[program] == nil else { return false }
    facts[program] = .some(nil)
    order.append(program)
    if facts.count > Self.limit { dropOldest() }
    return true
  }

  /// An answer; one for a program that nobody asked about is not kept.
  mutating func learn(_ learned: ProgramFacts) {
    guard facts[learned.program] != nil else { return }
    facts[learned.program] = .some(learned)
  }

  private mutating func dropOldest() {
    facts[order[head]] = nil
    head += 1
    guard head > Self.limit else { return }
    order.removeFirst(head)
    head = 0
  }
}
