// SPDX-License-Identifier: Apache-2.0

internal import Events

/// The servers that run, and which programs are theirs.
struct ServerTable: Sendable {
  private(set) var instances: [UInt32: ServerInstance] = [:]
  private var owners: [ProgramID: UInt32] = [:]
  private var ended: [(program: ProgramID, time: Instant)] = []
  private var last: UInt32 = 0

  /// Evidence of a process may come after its exit: a packet sent again, a record of another CPU.
  private static let grace: UInt64 = 30_000_000_000

  /// Servers with a living process.
  var running: Int { instances.values.count { $0.ended == nil } }

  func instance(of program: ProgramID) -> ServerInstance? {
    owners[program].flatMap { instances[$0] }
  }

  /// A number that no instance has or had.
  mutating func nextNumber() -> UInt32 {
    last &+= 1
    return last
  }

  mutating func add(_ instance: ServerInstance) {
    instances[instance.number] = instance
    owners[instance.exec.actor.program] = instance.number
  }

  mutating func adopt(_ program: ProgramID, by number: UInt32) {
    owners[program] = number
    instances[number]?.ended = nil
  }

  mutating func update(_ number: UInt32, _ change: (inout ServerInstance) -> Void) {
    if var instance = instances[number] {
      change(&instance)
      instances[number] = instance
    }
  }

  mutating func updateAll(_ change: (inout ServerInstance) -> Void) {
    for number in instances.keys { update(number, change) }
  }

  /// No process runs the program any more.
  mutating func end(_ program: ProgramID, at time: Instant) {
    guard owners[program] != nil else { return }
    ended.append((program, time))
  }

  /// Drops what ended long enough ago.
  mutating func advance(to time: Instant) {
    guard let first = ended.first, time.since(first.time) > Self.grace else { return }
    let split = ended.firstIndex { time.since($0.time) <= Self.grace } ?? ended.endIndex
    for item in ended[..<split] { drop(item.program) }
    ended.removeSubrange(..<split)
  }

  private mutating func drop(_ program: ProgramID) {
    guard let number = owners.removeValue(forKey: program) else { return }
    if !owners.values.contains(number) { instances[number] = nil }
  }
}
