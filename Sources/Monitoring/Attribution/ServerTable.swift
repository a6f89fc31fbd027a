// SPDX-License-Identifier: Apache-2.0

internal import Events

/// The servers that run, and which programs are theirs.
struct ServerTable: Sendable {
  private struct Ending {
    var program: ProgramID
    var time: Instant
  }

  /// Programs of an instance.
  private struct Programs {
    var known = 0
    var living = 0
  }

  private var instances: [UInt32: Shared<ServerInstance>] = [:]
  private var owners: [ProgramID: UInt32] = [:]
  private var programs: [UInt32: Programs] = [:]
  /// When each program that no process runs any more ended.
  private var endTimes: [ProgramID: Instant] = [:]
  /// In the order they ended; one that lives again is passed over.
  private var endings: [Ending] = []
  private var last: UInt32 = 0
  /// Programs that had to go within their grace.
  private(set) var droppedEarly: UInt64 = 0

  /// Evidence of a process may come after its exit: a packet sent again, a record of another CPU.
  private static let grace: UInt64 = 30_000_000_000
  /// Ended programs that are kept past the grace where forks may have been missed.
  static let doubtfulLimit = 16_384
  static let limit = 65_536

  var count: Int { instances.count }
  /// Programs that are some server's.
  var programCount: Int { owners.count }
  /// Every instance, the first that began first.
  var all: [Shared<ServerInstance>] {
    instances.values.sorted { $0.value.number < $1.value.number }
  }

  subscript(number: UInt32) -> Shared<ServerInstance>? { instances[number] }

  func instance(of program: ProgramID) -> Shared<ServerInstance>? {
    owners[program].flatMap { instances[$0] }
  }

  /// Whether a process runs one of its programs.
  func isRunning(_ number: UInt32) -> Bool { (programs[number]?.living ?? 0) > 0 }

  /// A number that no instance has or had.
  mutating func nextNumber() -> UInt32 {
    last &+= 1
    return last
  }

  mutating func add(_ instance: ServerInstance) {
    guard instance.exec.actor.program != .unknown else { return }
    instances[instance.number] = Shared(instance)
    adopt(instance.exec.actor.program, by: instance.number)
  }

  /// The program is the server's from now on, and a process runs it.
  mutating func adopt(_ program: ProgramID, by number: UInt32) {
    guard program != .unknown, instances[number] != nil else { return }
    if owners[program] != number {
      drop(program)
      owners[program] = number
      programs[number, default: Programs()].known += 1
    } else if endTimes.removeValue(forKey: program) == nil {
      return
    }
    programs[number]?.living += 1
  }

  mutating func update(_ number: UInt32, _ change: (inout ServerInstance) -> Void) {
    guard var instance = instances[number]?.value else { return }
    change(&instance)
    instances[number] = Shared(instance)
  }

  /// No process runs the program any more. Returns the server that ended with it.
  mutating func end(_ program: ProgramID, at time: Instant) -> Shared<ServerInstance>? {
    guard let number = owners[program], endTimes[program] == nil else { return nil }
    endTimes[program] = time
    endings.append(Ending(program: program, time: time))
    programs[number]?.living -= 1
    return isRunning(number) ? nil : instances[number]
  }

  /// Drops what ended long enough ago. Where forks may have been missed (`isDoubtful`) a process
  /// that is not known here may run what seems to have ended: then much more is kept.
  mutating func advance(to time: Instant, isDoubtful: Bool) {
    let kept = isDoubtful ? Self.doubtfulLimit : 0
    var dropped = 0
    while dropped < endings.count {
      let left = endings.count - dropped
      let isOld = time.since(endings[dropped].time) > Self.grace
      guard isOld && left > kept || left > Self.limit else { break }
      if bury(endings[dropped]), !isOld { droppedEarly &+= 1 }
      dropped += 1
    }
    endings.removeFirst(dropped)
  }

  /// False for one that lives again.
  private mutating func bury(_ ending: Ending) -> Bool {
    guard endTimes[ending.program] == ending.time else { return false }
    drop(ending.program)
    return true
  }

  private mutating func drop(_ program: ProgramID) {
    guard let number = owners.removeValue(forKey: program) else { return }
    let hasEnded = endTimes.removeValue(forKey: program) != nil
    programs[number]?.known -= 1
    if !hasEnded { programs[number]?.living -= 1 }
    guard programs[number]?.known == 0 else { return }
    programs[number] = nil
    instances[number] = nil
  }
}
