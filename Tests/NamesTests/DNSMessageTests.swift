// SPDX-License-Identifier: Apache-2.0

import Events
import Names
import TestKit
import Testing

@Suite struct DNSMessageTests {
  /// A resolver's answer with compression, an alias, both address types, TXT, another class and
  /// EDNS.
  static let answer = DNSBytes(
    questions: [DNSBytes.question("API.example.COM")],
    answers: [
      DNSBytes.record(
        DNSBytes.pointer(12), type: 5, ttl: 300, [3, 0x63, 0x64, 0x6e] + DNSBytes.pointer(16)),
      DNSBytes.a("cdn.example.com", [198, 51, 100, 7]),
      DNSBytes.record(
        DNSBytes.name("cdn.example.com"), type: 28,
        [0x20, 0x01, 0x0d, 0xb8] + [UInt8](repeating: 0, count: 11) + [1]),
      DNSBytes.record(DNSBytes.pointer(12), type: 16, [3, 1, 2, 3]),
      DNSBytes.record(DNSBytes.pointer(12), type: 1, class: 3, [9]),
      DNSBytes.record(DNSBytes.pointer(12), type: 65, [0, 1, 0]),
    ],
    additional: [DNSBytes.record([0], type: 41, class: 1232, [])])

  @Test func readsAnswer() {
    let expected = DNSMessage(
      id: 0x1234, isAnswer: true,
      questions: [DNSQuestion(name: "api.example.com", type: .a)],
      answers: [
        DNSRecord(name: "api.example.com", timeToLive: 300, payload: .alias("cdn.example.com")),
        DNSRecord(
          name: "cdn.example.com", timeToLive: 60, payload: .address(IPAddress(v4: 0xc633_6407))),
        DNSRecord(
          name: "cdn.example.com", timeToLive: 60,
          payload: .address(IPAddress(v6High: 0x2001_0db8_0000_0000, low: 1))),
        DNSRecord(
          name: "api.example.com", timeToLive: 60,
          payload: .text(size: 4, digest: DNSRecord.Payload.digest([3, 1, 2, 3]))),
        DNSRecord(
          name: "api.example.com", timeToLive: 60,
          payload: .service(ServiceBinding(priority: 1, target: "."))),
      ])
    #expect(DNSMessage.parse(Self.answer.bytes) == .success(expected))
  }

  @Test func readsQueryAndFlags() throws {
    let query = DNSBytes(flags: 0x0100, questions: [DNSBytes.question("a.b", type: 28)])
    let message = try DNSMessage.parse(query.bytes).get()
    #expect(!message.isAnswer)
    #expect(message.questions == [DNSQuestion(name: "a.b", type: .aaaa)])
    let failed = try DNSMessage.parse(DNSBytes(flags: 0x8383).bytes).get()
    #expect(failed.isTruncated)
    #expect(failed.responseCode == 3)
    #expect(try DNSMessage.parse(DNSBytes(flags: 0xa800).bytes).get().operation == 5)
  }

  @Test func everyCutIsTruncated() {
    let whole = DNSBytes(questions: Self.answer.questions, answers: Self.answer.answers).bytes
    for length in 0..<whole.count {
      #expect(DNSMessage.parse(Array(whole.prefix(length))) == .failure(.truncated), "\(length)")
    }
  }

  @Test func drippedBytesGiveTheSameMessageOnce() throws {
    let whole = DNSBytes(questions: Self.answer.questions, answers: Self.answer.answers).bytes
    var received: [UInt8] = []
    var messages: [DNSMessage] = []
    for byte in whole {
      received.append(byte)
      if case .success(let message) = DNSMessage.parse(received) { messages.append(message) }
    }
    #expect(messages == [try DNSMessage.parse(whole).get()])
  }

  @Test func aCutMessageKeepsWholeAnswers() throws {
    let whole = Self.answer.bytes
    let all = try DNSMessage.parse(whole).get().answers
    var most = 0
    for length in 0..<whole.count {
      guard case .success(let message) = DNSMessage.parse(whole.prefix(length), isCut: true) else {
        continue
      }
      #expect(message.answers == Array(all.prefix(message.answers.count)))
      #expect(message.answers.count >= most)
      most = message.answers.count
    }
    #expect(most == all.count)
  }

  @Test(
    arguments: [
      ([0], "."), ([1, 0x41, 0], "a"), ([1, 0, 0], "\\000"), ([3, 0x61, 0x2e, 0x62, 0], "a\\.b"),
      ([2, 0x5c, 0x20, 0], "\\\\\\032"), ([2, 0x1b, 0xff, 0], "\\027\\255"),
      ([2, 0xc3, 0xa9, 0], "\\195\\169"), ([1, 0x5f, 1, 0x2a, 0], "_.*"),
    ] as [([UInt8], String)])
  func writesNames(name: [UInt8], text: String) throws {
    let message = DNSBytes(questions: [name + [0, 1, 0, 1]]).bytes
    #expect(try DNSMessage.parse(message).get().questions.first?.name == text)
  }

  static func names(_ name: [UInt8]) -> Result<DNSMessage, DNSError> {
    DNSMessage.parse(DNSBytes(questions: [name + [0, 1, 0, 1]]).bytes)
  }

  @Test func boundsNames() {
    let label = [UInt8(63)] + [UInt8](repeating: 0x61, count: 63)
    let longest = Array(repeatElement(label, count: 3).joined()) + [61] + Array(label.dropFirst(3))
    #expect(throws: Never.self) { try Self.names(longest + [0]).get() }
    let longer = Array(repeatElement(label, count: 3).joined()) + [62] + Array(label.dropFirst(2))
    #expect(Self.names(longer + [0]) == .failure(.nameTooLong))
    #expect(Self.names([0x40, 0]) == .failure(.labelType))
    #expect(Self.names([0x80, 0]) == .failure(.labelType))
  }

  @Test(arguments: [
    DNSBytes.pointer(12), DNSBytes.pointer(13), DNSBytes.pointer(0x3fff),
    [1, 0x61] + DNSBytes.pointer(12), [1, 0x61] + DNSBytes.pointer(14),
  ])
  func refusesPointersThatDoNotLeadBack(name: [UInt8]) {
    #expect(Self.names(name) == .failure(.pointer))
  }

  @Test func refusesPointersIntoThemselvesFromBehind() {
    // The second name points to the first, which runs on into the second.
    let message = DNSBytes(
      questions: [[1, 0x61, 0, 0, 1, 0, 1]],
      answers: [[5, 0x61, 0x62] + DNSBytes.pointer(19)])
    #expect(DNSMessage.parse(message.bytes) == .failure(.truncated))
    let second = DNSBytes(
      questions: [[1, 0x61, 0, 0, 30, 0, 1], DNSBytes.pointer(16) + [0, 1, 0, 1]])
    #expect(DNSMessage.parse(second.bytes) == .failure(.pointer))
  }

  @Test func boundsChainsOfPointers() {
    var questions = [DNSBytes.question("a")]
    var offset = UInt16(12)
    // Each question's name is a pointer to the one before: more of them than a name may follow.
    for index in 0..<15 {
      questions.append(DNSBytes.pointer(offset) + [0, 1, 0, 1])
      offset += index == 0 ? 7 : 6
    }
    #expect(throws: Never.self) { try DNSMessage.parse(DNSBytes(questions: questions).bytes).get() }
    let start = UInt16(12 + 11)
    var links: [UInt8] = [0, 0]
    for index in 0..<40 { links += DNSBytes.pointer(start + UInt16(2 * index)) }
    let record = DNSBytes.record([0], type: 16, links)
    let last = DNSBytes.record(DNSBytes.pointer(start + 80), type: 1, [1, 2, 3, 4])
    #expect(
      DNSMessage.parse(DNSBytes(answers: [record, last]).bytes) == .failure(.pointer))
    let short = DNSBytes.record(DNSBytes.pointer(start + 60), type: 1, [1, 2, 3, 4])
    #expect(throws: Never.self) {
      try DNSMessage.parse(DNSBytes(answers: [record, short]).bytes).get()
    }
  }

  @Test func refusesWrongLengths() {
    let name = DNSBytes.name("a")
    let records: [[UInt8]] = [
      DNSBytes.record(name, type: 1, [1, 2, 3]), DNSBytes.record(name, type: 1, [1, 2, 3, 4, 5]),
      DNSBytes.record(name, type: 28, [1, 2, 3, 4]), DNSBytes.record(name, type: 1, []),
      DNSBytes.record(name, type: 5, [1, 0x62]), DNSBytes.record(name, type: 5, [1, 0x62, 0, 0]),
      DNSBytes.record(name, type: 5, []),
    ]
    for record in records {
      #expect(DNSMessage.parse(DNSBytes(answers: [record]).bytes) == .failure(.recordLength))
    }
  }

  @Test func boundsCounts() {
    #expect(
      DNSMessage.parse(DNSBytes(answerCount: .max).bytes) == .failure(.count))
    let questions = Array(repeating: DNSBytes.question("a"), count: 17)
    #expect(DNSMessage.parse(DNSBytes(questions: questions).bytes) == .failure(.count))
  }

  @Test(arguments: 0..<UInt64(8)) func mutationsNeverTrap(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var read = 0
    for _ in 0..<3_000 {
      var bytes = Self.answer.bytes
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] = UInt8.random(in: 0...255, using: &generator)
      }
      bytes.removeLast(Int.random(in: 0...3, using: &generator))
      let isCut = Bool.random(using: &generator)
      if case .success(let message) = DNSMessage.parse(bytes[...], isCut: isCut) {
        read += 1
        for name in message.answers.map(\.name) {
          #expect(name.utf8.allSatisfy { (0x21...0x7e).contains($0) })
        }
      }
    }
    #expect(read > 0)
  }
}
