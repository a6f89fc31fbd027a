// SPDX-License-Identifier: Apache-2.0

import Events
import Names

/// What ten million answers leave behind in the Names room, and how long each takes: an answer with its
/// query, of another name and another address each time.
///
/// Eight programs ask in turn, one in eight answers has aliases, and every sixteenth address is connected
/// to and its socket closed 4,096 answers later: what a socket holds cannot go, so all tables fill.
struct Answers {
  private static let million = 1_000_000
  private static let resolver = Endpoint(address: IPAddress(v4: 0xc633_6435), port: 53)

  private var cache = NameCache()
  private var time: UInt64 = 1_000_000_000
  private var sum = 0
  private var highest = 0
  private let before: Int

  private init() { before = Memory.used }

  /// `interval`: nanoseconds from one answer to the next.
  static func tell() {
    tell("ten million answers, 10,000 a second", interval: 100_000)
    tell("ten million answers, 10 a second", interval: 100_000_000)
  }

  private static func tell(_ name: String, interval: UInt64) {
    let before = Memory.used
    print(
      Row.left(name, 40) + Row.right("ns an answer", 14) + Row.right("kB in use", 14)
        + Row.right("records", 10) + Row.right("evicted", 10))
    feed(interval: interval)
    print(Row.left("  after all is given back", 40) + Row.right(Memory.kilobytes(since: before), 28))
  }

  private static func feed(interval: UInt64) {
    var answers = Answers()
    print(Row.left("  before", 40) + Row.right(Memory.used / 1_024, 28) + " in the whole process")
    for part in 1...10 {
      var spent = 0
      for block in 0..<(million / 10_000) {
        let first = (part - 1) * million + block * 10_000
        let start = Timing.now
        for number in first..<first + 10_000 { answers.take(number, after: interval) }
        spent += Timing.now - start
        answers.highest = max(answers.highest, Memory.used)
      }
      answers.tell("  after \(part) million", spent / million)
    }
    print(
      Row.left("  at its highest", 40)
        + Row.right((answers.highest - answers.before) / 1_024, 28))
    precondition(answers.sum == 10 * million + 10 * million / 8)
  }

  private func tell(_ name: String, _ time: Int) {
    print(
      Row.left(name, 40) + Row.right(time, 14) + Row.right(Memory.kilobytes(since: before), 14)
        + Row.right(cache.count, 10) + Row.right(cache.evicted, 10))
  }

  private mutating func take(_ number: Int, after interval: UInt64) {
    time += interval
    let hasAlias = number % 8 == 0
    for isAnswer in [false, true] {
      let payload = Self.payload(number, isAnswer: isAnswer, hasAlias: hasAlias, at: time)
      for case .answer(_, let addresses, true) in cache.learn(payload, server: UInt32(number % 8)) {
        sum += addresses
      }
    }
    if number % 16 == 0 { connect(number) }
  }

  private mutating func connect(_ number: Int) {
    let at = Instant(nanoseconds: time)
    let address = IPAddress(v4: Self.address(number))
    let names = cache.names(for: address, netNamespace: 1, at: at)
    cache.open(UInt64(number + 1), to: address, netNamespace: 1, under: names, at: at)
    if number >= 4_096 { cache.close(UInt64(number - 4_096 + 1), at: at) }
  }

  // MARK: Messages

  /// 44.0.0.0/8 and what follows.
  private static func address(_ number: Int) -> UInt32 { 0x2c00_0000 + UInt32(number) }

  private static func payload(
    _ number: Int, isAnswer: Bool, hasAlias: Bool, at time: UInt64
  ) -> DNSPayload {
    let program = ProgramID(rawValue: UInt64(number % 8 + 1))
    let process = ProcessID(
      pid: UInt32(number % 8 + 100), start: Instant(nanoseconds: 1_000))
    return DNSPayload(
      time: Instant(nanoseconds: time),
      owner: Actor(process: process, thread: process.pid, program: program),
      cookie: UInt64(number), peer: resolver, netNamespace: 1, isAnswer: isAnswer,
      payload: message(number, isAnswer: isAnswer, hasAlias: hasAlias))
  }

  private static func message(_ number: Int, isAnswer: Bool, hasAlias: Bool) -> [UInt8] {
    let answers = isAnswer ? hasAlias ? 3 : 1 : 0
    var bytes =
      two(number & 0xffff) + two(isAnswer ? 0x8180 : 0x0100) + two(1)
      + two(answers) + two(0) + two(0)
    bytes += name("host-\(number).service.expected.example") + two(1) + two(1)
    guard isAnswer else { return bytes }
    if hasAlias {
      let alias = name("edge-\(number).cdn.example")
      bytes += record(pointer, 5, alias) + record(alias, 1, four(address(number)))
      bytes += record(alias, 1, four(address(number) + 0x4000_0000))
    } else {
      bytes += record(pointer, 1, four(address(number)))
    }
    return bytes
  }

  /// To the name in the question.
  private static let pointer: [UInt8] = [0xc0, 0x0c]

  private static func record(_ name: [UInt8], _ type: Int, _ data: [UInt8]) -> [UInt8] {
    name + two(type) + two(1) + four(60) + two(data.count) + data
  }

  private static func name(_ text: String) -> [UInt8] {
    text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
  }

  private static func two(_ value: Int) -> [UInt8] {
    [UInt8(value >> 8 & 0xff), UInt8(value & 0xff)]
  }

  private static func four(_ value: UInt32) -> [UInt8] {
    two(Int(value >> 16)) + two(Int(value & 0xffff))
  }
}
